import { expect } from 'chai';
import type { Response } from 'supertest';
import type { BookedAppointment, Bureau } from './bureau.js';

/** What an answer must be when it refuses: a problem document with its code, never a 5xx. */
export function expectProblem(response: Response, status: number, code: string): void {
  expect({ status: response.status, code: (response.body as { code?: string }).code }, response.text).to.deep.equal({
    status,
    code,
  });
  expect(response.headers['content-type']).to.match(/^application\/problem\+json/);
  expect(response.body).to.include.keys('type', 'title', 'status', 'detail');
}

/** `field: code` of every fault that a validation problem names. */
export function faultsOf(response: Response): string[] {
  const { errors = [] } = response.body as { errors?: { field: string; code: string }[] };
  return errors.map(({ field, code }) => `${field}: ${code}`);
}

export function postBooking(bureau: Bureau, body: object, key: string) {
  return bureau.http.post('/api/v1/appointments').set('Idempotency-Key', key).send(body);
}

export function bearer({ manageToken }: Pick<BookedAppointment, 'manageToken'>): Record<string, string> {
  return { Authorization: `Bearer ${manageToken}` };
}

/** How often each answer came: `{ '201': 5, '409 slot-full': 195 }`. */
export function tally(responses: readonly Response[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of responses) {
    const { code } = body as { code?: string };
    const answer = code === undefined ? String(status) : `${status} ${code}`;
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}

/** Free places of one slot as availability shows them. */
export async function slotOf(
  bureau: Bureau,
  { hall = 'futian', date, start, lane = 'online' }: { hall?: string; date: string; start: string; lane?: string },
): Promise<{ state: string; free?: number; releaseAt?: string; start: string }> {
  const { body } = await bureau.http
    .get(`/api/v1/halls/${hall}/availability`)
    .query({ business: 'marriage', from: date, to: date })
    .expect(200);
  const slots = (body as { days: { slots: { start: string; lane: string; state: string; free?: number }[] }[] }).days[0]
    ?.slots;
  const slot = slots?.find((each) => each.start === `${date}T${start}:00+08:00` && each.lane === lane);
  if (!slot) throw new Error(`no slot at ${start}`);
  return slot;
}
