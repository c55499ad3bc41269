import { randomBytes } from 'node:crypto';
import { fraction } from './fate.js';
import { type SharedKey, signedHeaders } from './gateway-signature.js';
import type { SmsGateway } from './sms-gateway.js';

export interface Report {
  id: string;
  outcome: 'delivered' | 'failed';
  at: string;
  code?: string;
}

export interface SignedCall {
  path: string;
  headers: Record<string, string>;
  body: string;
}

interface CarrierHabits {
  now: Date;
  seed?: string | number;
  /** Shares between 0 and 1: of messages that reach nobody, and of reports that are made twice. */
  failed?: number;
  repeated?: number;
}

/** What carriers say about everything a gateway took: in no order, some of it twice, the same in every run. */
export function carrierReports(
  { taken }: Pick<SmsGateway, 'taken'>,
  { now, seed = 0, failed = 0, repeated = 0 }: CarrierHabits,
): Report[] {
  const at = now.toISOString();
  const reports = [...taken.keys()].flatMap((id): Report[] => {
    const report: Report =
      fraction(`${seed}/failed/${id}`) < failed
        ? { id, outcome: 'failed', at, code: 'handset-off' }
        : { id, outcome: 'delivered', at };
    return fraction(`${seed}/repeated/${id}`) < repeated ? [report, report] : [report];
  });
  return reports
    .map((report, index) => ({ report, order: fraction(`${seed}/order/${index}`) }))
    .sort((a, b) => a.order - b.order)
    .map(({ report }) => report);
}

/** A call with reports, ready to be made with whatever client a test has. */
export function reportCall(
  reports: readonly Report[],
  options: { key: SharedKey; path?: string; now: Date },
): SignedCall {
  return signedCall(JSON.stringify({ reports }), options);
}

/** The same with any body. */
export function signedCall(
  body: string,
  { key, path = '/callbacks/sms/reports', now }: { key: SharedKey; path?: string; now: Date },
): SignedCall {
  const nonce = randomBytes(16).toString('hex');
  return { path, body, headers: signedHeaders({ method: 'POST', path, body }, key, now, nonce) };
}

/** Makes the call, to where messages were given as their `callbackUrl`. */
export function sendReports(
  callbackUrl: string,
  reports: readonly Report[],
  { key, now }: { key: SharedKey; now: Date },
): Promise<Response> {
  const { pathname } = new URL(callbackUrl);
  const { headers, body } = reportCall(reports, { key, path: pathname, now });
  return fetch(callbackUrl, { method: 'POST', headers, body });
}
