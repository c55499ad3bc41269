import { fraction } from '../../../../support/stand-ins/fate.js';
import type { Played } from './timeline.js';
import { HASH, type World } from './world.js';

/** What somebody who holds a phone wants to be told of. */
export interface WishStep {
  kind: 'decline' | 'allow';
  phone: string;
}

const SHARE_DECLINED = 0.6;

/** Declines some of the reminders that there are, whichever they are by now, or allows all of them again. */
export async function playWish(world: World, { kind, phone }: WishStep, at: Date): Promise<Played> {
  const phoneHash = HASH.of('phone', phone);
  const offered = world.sources
    .flatMap(({ definitions }) => definitions)
    .filter(({ urgency }) => urgency === 'reminder')
    .map((definition) => definition.kind);
  const chosen = offered.filter((each) => fraction(`${phone}/${each}`) < SHARE_DECLINED);
  const declined = kind === 'decline' ? chosen : [];
  await world.wishes.set({ phoneHash, offered, declined, now: at });
  return { changes: [], turns: [{ person: phoneHash, kinds: chosen, isSilent: kind === 'decline' }] };
}
