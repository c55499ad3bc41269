import { actedBy, type Actor, type AuditLog } from '../../audit/index.js';
import { DomainError, isDuplicateKey } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { newReference } from '../../infrastructure/ids.js';
import { civilDateAt, type HolidayCalendar } from '../calendar/index.js';
import { type Business, type Hall, requireOffered } from '../halls/index.js';
import type { SlotClaims } from '../slots/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentModel, AppointmentRecord, HistoryItem } from './appointment.model.js';
import type { Attempt } from './booking-attempt.js';
import type { BookingParty } from './booking-request.js';
import { buildAppointment } from './build-appointment.js';
import { isDayOver } from './closing-time.js';
import { judge } from './judge.js';
import { needsReceipt, type Receipts } from './receipt.js';
import type { RepeatedRequests } from './repeated-requests.js';
import type { ServingKeys } from './serving-keys.js';
import type { WalkInPlace, WalkInPlaces } from './walk-in-places.js';

export interface WalkInRequest {
  hall: Hall;
  business: Business;
  parties: BookingParty[];
  contactPhone: string;
  receiptNumber?: string;
  isGreen: boolean;
  consentVersion: string;
  language: string;
  /** Names this request once and for all, so that a form sent twice makes one appointment. */
  requestId: string;
  /** Given by whoever may go beyond the hall's share. */
  overbooking?: { reason: string };
  actor: Actor;
  now: Date;
}

/** A lack of places must never make the window of a divorce lapse. */
const BY_RIGHT = { reason: 'issue-window-closing' };

/** Couples without an appointment: judged like everybody, served from the hall's own share, checked in as they stand there. */
export class WalkIns {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      places: WalkInPlaces;
      claims: SlotClaims;
      calendar: HolidayCalendar;
      repeats: RepeatedRequests;
      receipts: Receipts;
      keys: ServingKeys;
      audit: AuditLog;
      cipher: FieldCipher;
      hash: KeyedHash;
    },
  ) {}

  /**
   * Throws `walk-in-full` when the share is used up and nobody takes it on himself, `check-in-too-late`, `not-eligible`,
   * `already-booked` or ValidationFailed; then nothing changed.
   */
  async register(request: WalkInRequest): Promise<AppointmentRecord> {
    const { hall, business, now } = request;
    requireOffered(hall, business);
    const date = civilDateAt(now, hall.timeZone);
    if (isDayOver({ hall, date, calendar: await this.deps.calendar.current() }, now))
      throw new DomainError('check-in-too-late');
    const { hasRight, ...attempt } = await this.attemptOf(request, date);
    const earlier = await this.deps.repeats.answerOf(attempt.identity);
    if (earlier) return earlier;

    const permitted = hasRight ? { overbooking: BY_RIGHT, ...request } : request;
    const place = await this.placeFor(permitted, attempt);
    try {
      const record = await this.write({ request: permitted, attempt, place });
      record.history.forEach((_, index) => this.deps.audit.record(auditOf(record, index)));
      return record;
    } catch (error) {
      const twin = await this.deps.repeats.answerOf(attempt.identity);
      // The same form sent twice holds the place under the same name: it stays the twin's.
      if (twin?.slot !== place.slotId)
        await this.deps.claims.release({ slotId: place.slotId, holder: attempt.identity.id });
      if (twin) return twin;
      throw error;
    }
  }

  private async attemptOf(
    request: WalkInRequest,
    date: string,
  ): Promise<Omit<Attempt, 'slotId'> & { hasRight: boolean }> {
    const { hash, receipts } = this.deps;
    const { hall, business, parties, receiptNumber, requestId, now } = request;
    const isAsked = needsReceipt(business) && receiptNumber !== undefined;
    const receipt = isAsked ? await receipts.find({ number: receiptNumber }, now) : undefined;
    const requestKey = hash.of('walk-in', `${hall.id}|${requestId}`);
    const asBooking = { ...request, date, start: '00:00', idempotencyKey: requestId };
    return {
      request: asBooking,
      judgement: judge(asBooking, receipt),
      hasRight: receipt?.hasWalkInRight === true,
      identity: {
        id: Buffer.from(requestKey, 'base64url').subarray(0, 12).toString('hex'),
        requestKey,
        requestHash: hash.of('walk-in-request', JSON.stringify([business, parties])),
      },
    };
  }

  private async placeFor(
    request: WalkInRequest,
    { request: { date }, identity }: Omit<Attempt, 'slotId'>,
  ): Promise<WalkInPlace> {
    const { places } = this.deps;
    const wanted = { ...request, date, holder: identity.id };
    const inShare = await places.take(wanted);
    if (inShare) return inShare;
    if (!request.overbooking) throw new DomainError('walk-in-full');
    const beyond = await places.takeBeyondShare(wanted);
    if (!beyond) throw new DomainError('check-in-too-late');
    return beyond;
  }

  private async write({
    request,
    attempt,
    place,
  }: {
    request: WalkInRequest;
    attempt: Omit<Attempt, 'slotId'>;
    place: WalkInPlace;
  }): Promise<AppointmentRecord> {
    const { keys, appointments } = this.deps;
    const { documents } = attempt.judgement;
    let reference = newReference();
    return keys.withKeys({ ...request, documents }, async (activeKeys) => {
      for (;;) {
        const record = this.recordOf({ request, attempt, place, reference, activeKeys });
        try {
          await appointments.create([record]);
          return record;
        } catch (error) {
          if (!isDuplicateKey(error, 'reference')) throw error;
          reference = newReference();
        }
      }
    });
  }

  private recordOf({
    request: { now, actor, overbooking },
    attempt,
    place: { slotId, slot, start, lane, isBeyondShare },
    ...unique
  }: {
    request: WalkInRequest;
    attempt: Omit<Attempt, 'slotId'>;
    place: WalkInPlace;
    reference: string;
    activeKeys: string[];
  }): AppointmentRecord {
    const by = { at: now, ...actedBy(actor) };
    const history: HistoryItem[] = [{ action: 'walked-in', ...by, to: slotId }];
    if (isBeyondShare) history.push({ action: 'overbooked', ...by, to: slotId, reason: overbooking?.reason ?? '' });
    const booked = buildAppointment({ ...attempt, ...unique, slot, slotId }, this.deps);
    return { ...booked, start, lane, state: 'checked-in', documentsCheckedAt: now, history };
  }
}
