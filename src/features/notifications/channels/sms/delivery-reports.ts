import Joi from 'joi';
import type { KeyWithId } from '../../../../config/index.js';
import { DomainError, ValidationFailed } from '../../../../errors/index.js';
import { parse } from '../../../../http/parse.js';
import type { DeliveryReport } from '../channel.js';
import { type HeaderValues, isSigned } from '../signed-request.js';

export const REPORTS_PATH = '/callbacks/sms/reports';

const MOST_REPORTS = 1000;

interface ReportCall {
  rawBody: Buffer;
  headers: HeaderValues;
  now: Date;
}

const reportCall = Joi.object<{ reports: DeliveryReport[] }>({
  reports: Joi.array()
    .items(
      Joi.object({
        id: Joi.string().max(200),
        outcome: Joi.string().valid('delivered', 'failed'),
        at: Joi.date().iso(),
        code: Joi.string().max(60).optional(),
      }),
    )
    .max(MOST_REPORTS),
});

/**
 * What the gateway says became of messages. A call that is repeated is taken again: whoever applies reports holds to
 * the first of each message, so nothing is remembered here.
 * @throws {DomainError} `signature-wrong` unless one of the keys signed it, and ValidationFailed when it makes no sense.
 */
export function readDeliveryReports(
  { rawBody, headers, now }: ReportCall,
  keys: readonly KeyWithId[],
): DeliveryReport[] {
  if (!isSigned({ method: 'POST', path: REPORTS_PATH, body: rawBody, headers }, keys, now))
    throw new DomainError('signature-wrong', { status: 401 });
  const { reports } = parse(reportCall, readJson(rawBody));
  // A clock that runs fast elsewhere must not tell of the future here.
  return reports.map((report) => ({ ...report, at: report.at < now ? report.at : now }));
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ValidationFailed([{ field: '', code: 'malformed' }]);
  }
}
