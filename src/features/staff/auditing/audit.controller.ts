import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { tryParse } from '../../../http/parse.js';
import { staffOf } from '../../../http/require-permission.js';
import { addDays, instantAt } from '../../calendar/index.js';
import { changedBy } from '../administration/changed-by.js';
import { formFields, inWords, typedText } from '../form-texts.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';
import { csvHead, csvRows } from './audit-csv.js';
import { type AuditForm, auditForm } from './audit.forms.js';
import type { AuditLine, AuditQuestion } from './audit-search.read-model.js';

/** A longer walk goes on by itself, and its outcome is shown by whoever looks next. */
const WAIT_FOR_VERDICT_MS = 8000;

/** The chain: searched, and whether it is whole. */
export function showAudit(services: StaffServices): RequestHandler {
  return (req, res) => renderAudit(services, { req, res, asked: req.query });
}

/** Walks the chain. Its outcome is an entry of the chain, from which the page shows it. */
export function verifyChain({ staff, clock }: StaffServices): RequestHandler {
  return async (req, res) => {
    const verdict = staff.auditing.verify(changedBy(req, clock.now()));
    await Promise.race([verdict, new Promise((resolve) => setTimeout(resolve, WAIT_FOR_VERDICT_MS).unref())]);
    res.redirect(303, `${staffPaths.audit}#chain`);
  };
}

/** Everything that fits as a file that says who took it, when and what for. */
export function exportAudit(services: StaffServices): RequestHandler {
  const { staff, clock } = services;
  return async (req, res) => {
    const { reason, ...asked } = formFields(req);
    const why = typedText(reason).trim();
    const { value, errors } = tryParse(auditForm, asked);
    if (why === '' || errors.length > 0) {
      const missing = why === '' ? [{ field: 'reason', message: req.t('staff:audit.reasonNeeded') }] : [];
      return renderAudit(services, { req, res, asked, refused: [...missing, ...inWords(errors, req.t)] });
    }
    const { name, username } = staffOf(req);
    const now = clock.now();
    const watermark = `${name} (${username}) ${now.toISOString()} ${why}`;
    await staff.auditing.recordExport(changedBy(req, now), { reason: why, question: value });
    res.attachment(`audit-${username}-${now.toISOString().slice(0, 19).replaceAll(':', '')}.csv`);
    res.type('text/csv; charset=utf-8');
    const batches = staff.auditing.search.all(questionOf(value, zoneOf(res)));
    await pipeline(Readable.from(fileOf(batches, watermark)), res);
  };
}

async function* fileOf(batches: AsyncIterable<AuditLine[]>, watermark: string): AsyncGenerator<string> {
  yield csvHead(watermark);
  for await (const lines of batches) yield csvRows(lines, watermark);
}

interface AuditPage {
  req: Request;
  res: Response;
  asked: Record<string, unknown>;
  refused?: { field: string; message: string }[];
}

async function renderAudit(
  { staff, halls }: StaffServices,
  { req, res, asked, refused = [] }: AuditPage,
): Promise<void> {
  const { lang: _, ...fields } = asked;
  const { value, errors } = tryParse(auditForm, fields);
  const problems = refused.length > 0 ? refused : inWords(errors, req.t);
  const zone = zoneOf(res);
  const { auditing } = staff;
  const { lines, older } = errors.length > 0 ? { lines: [] } : await auditing.search.page(questionOf(value, zone));
  const verdict = await auditing.search.lastVerdict();
  const brokenAt = verdict?.result === 'broken' ? (verdict.details?.['brokenAt'] as number) : undefined;
  const href = (before?: number) => `${staffPaths.audit}?${searchOf(fields, before)}#entries`;
  res.status(problems.length > 0 ? 422 : 200).render('staff/audit.njk', {
    asked: Object.fromEntries(
      Object.keys(auditForm.describe().keys as object).map((name) => [name, typedText(fields[name])]),
    ),
    reason: typedText(formFields(req)['reason']),
    halls: (await halls.list()).map(({ id, name }) => ({ value: id, text: name[req.language] })),
    lines: lines.map((line) => ({
      ...line,
      isBroken: line._id === brokenAt,
      details: line.details && Object.keys(line.details).length > 0 ? JSON.stringify(line.details) : '',
    })),
    links: {
      ...(value?.before !== undefined && { previous: href() }),
      ...(older !== undefined && { next: href(older) }),
    },
    verdict: verdict && {
      at: verdict.at,
      by: verdict.actorName,
      isIntact: verdict.result === 'intact',
      ...verdict.details,
    },
    brokenHref: brokenAt === undefined ? undefined : `${staffPaths.audit}?before=${brokenAt + 3}#entries`,
    isChecking: auditing.isChecking,
    ...(problems.length > 0 && { errors: problems }),
  });
}

/** Days are those of the auditor's clock; the last day counts whole. */
function questionOf({ from, to, ...rest }: AuditForm, zone: string): AuditQuestion {
  return {
    ...rest,
    ...(from !== undefined && { from: instantAt(from, '00:00', zone) }),
    ...(to !== undefined && { to: instantAt(addDays(to, 1), '00:00', zone) }),
  };
}

function searchOf(fields: Record<string, unknown>, before?: number): string {
  const search = new URLSearchParams();
  for (const name of Object.keys(fields)) {
    const value = typedText(fields[name]);
    if (value !== '' && name !== 'before') search.set(name, value);
  }
  if (before !== undefined) search.set('before', String(before));
  return search.toString();
}

function zoneOf({ locals }: Response): string {
  return (locals['staff'] as { zone: string }).zone;
}
