import type { BookingRequest } from './booking-request.js';
import type { Judgement } from './judge.js';
import type { RequestIdentity } from './repeated-requests.js';

/** One try to book: what was asked, what the law says to it, which slot it goes for, and who it is. */
export interface Attempt {
  request: BookingRequest;
  judgement: Judgement;
  slotId: string;
  identity: RequestIdentity;
}

/** The part of an attempt that decides about the place. */
export type Claiming = Pick<Attempt, 'request' | 'slotId' | 'identity'>;
