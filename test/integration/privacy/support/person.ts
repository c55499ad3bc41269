import type { Bureau } from '../../../support/bureau.js';
import { generateCouple } from '../../../support/people.js';
import { visit, type Visitor } from '../../manage/support/visitor.js';

/** The first of a booked couple, whose phone the messages go to. */
export function personOf(seed: number) {
  const [first, second] = generateCouple({ seed });
  return { first, second, phone: first.phone, number: first.document.number };
}

/** Somebody who has said who they are and waits for the code. */
export async function claim(
  bureau: Bureau,
  { phone, number, type = 'resident-id' }: { phone: string; number: string; type?: string },
): Promise<{ visitor: Visitor; status: number; location: string | undefined }> {
  const visitor = visit(bureau);
  const { response } = await visitor.submit('/privacy', { phone, type, number });
  return { visitor, status: response.status, location: response.headers['location'] };
}

/** Somebody whose code was right. */
export async function enter(bureau: Bureau, who: { phone: string; number: string }): Promise<Visitor> {
  const { visitor } = await claim(bureau, who);
  await visitor.submit('/privacy/code', { code: await codeSentTo(bureau, who.phone) });
  return visitor;
}

export async function codeSentTo(bureau: Bureau, phone: string): Promise<string> {
  const messages = await bureau.services.notifications.messages.latest({ phone });
  return messages.find(({ code }) => code !== undefined)?.code ?? '';
}
