import type { Connection } from 'mongoose';
import type { AuditLog } from '../../audit/index.js';
import { DomainError, isDuplicateKey } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { newReference } from '../../infrastructure/ids.js';
import { insertBatcher } from '../../infrastructure/insert-batcher.js';
import { policyOn } from '../halls/index.js';
import { type SlotClaims, slotIdOf, type TakenSlot } from '../slots/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentRecord } from './appointment.model.js';
import type { AppointmentMessages } from './appointment-messages.js';
import type { Blocks } from './blocks.js';
import type { BookingRequest } from './booking-request.js';
import type { Attempt, Claiming } from './booking-attempt.js';
import { buildAppointment } from './build-appointment.js';
import { checkChoice } from './holds.service.js';
import { judge, type Judgement } from './judge.js';
import { activeKeysOf, takenKeyOf } from './person-keys.js';
import { needsReceipt, type Receipts } from './receipt.js';
import { ownsPlace } from './reconciler.js';
import type { RepeatedRequests } from './repeated-requests.js';

/**
 * Books a slot for a couple: claim the place, write the appointment, write the message. Each step is one write, in an order in
 * which a crash leaves at worst a claim that the reconciler gives back.
 */
export class Booking {
  private readonly insert: (record: AppointmentRecord) => Promise<void>;

  constructor(
    connection: Connection,
    private readonly deps: {
      claims: SlotClaims;
      repeats: RepeatedRequests;
      blocks: Blocks;
      receipts: Receipts;
      messages: AppointmentMessages;
      audit: AuditLog;
      cipher: FieldCipher;
      hash: KeyedHash;
    },
  ) {
    this.insert = insertBatcher<AppointmentRecord>(connection, 'appointments');
  }

  /**
   * The appointment, new or, for a repeated request, the one already made. Throws `slot-full`, `slot-closed`, `not-yet-released`,
   * `hold-expired`, `already-booked`, `blocked-no-show`, `not-eligible`, `idempotency-conflict` or ValidationFailed; then nothing changed.
   */
  async book(request: BookingRequest): Promise<AppointmentRecord> {
    checkChoice(request, request.now);
    const judgement = await this.judge(request);
    await this.deps.blocks.check(judgement.documents, request.now);

    const attempt = this.attemptOf(request, judgement);
    const place = await this.takePlace(attempt);
    if ('earlier' in place) return place.earlier;
    const written = await this.writeAppointment(attempt, place.slot);
    if ('earlier' in written) return written.earlier;

    const { record } = written;
    const { hold } = request;
    if (hold && hold.slotId !== record.slot) await this.deps.claims.releaseHold(hold);
    await this.deps.messages.booked(record, request);
    this.deps.audit.record(auditOf(record, 0));
    return record;
  }

  private async judge(request: BookingRequest): Promise<Judgement> {
    const { business, receiptNumber, now } = request;
    const isAsked = needsReceipt(business) && receiptNumber !== undefined;
    return judge(request, isAsked ? await this.deps.receipts.find({ number: receiptNumber }, now) : undefined);
  }

  private async takePlace({ request, slotId, identity }: Attempt): Promise<{ slot: TakenSlot } | Earlier> {
    const { claims, repeats } = this.deps;
    const place = { slotId, holder: identity.id, now: request.now };
    if (request.hold?.slotId === slotId) {
      const slot = await claims.confirm(place);
      return slot ? { slot } : this.whyNotConfirmed({ request, slotId, identity });
    }
    const earlier = request.hold && (await repeats.answerOf(identity));
    if (earlier) return { earlier };
    if (request.hold && request.hold.until <= request.now) throw new DomainError('hold-expired');
    const outcome = await claims.claim({ ...place, until: null });
    if ('taken' in outcome) return { slot: outcome.taken };
    if ('own' in outcome) return this.joinTwin({ request, slotId, identity });
    const twin = await repeats.answerOf(identity);
    if (twin) return { earlier: twin };
    throw outcome.refused;
  }

  /** A hold that cannot be confirmed was confirmed by a twin, belongs to a day closed since, or has run out. */
  private async whyNotConfirmed({ request, slotId, identity }: Claiming): Promise<{ slot: TakenSlot } | Earlier> {
    const slot = await this.deps.claims.read(slotId);
    const own = slot?.claims.find(({ holder }) => holder === identity.id);
    if (own?.until === null) return this.joinTwin({ request, slotId, identity });
    const earlier = await this.deps.repeats.answerOf(identity);
    if (earlier) return { earlier };
    const isRunning = request.hold !== undefined && request.hold.until > request.now;
    throw new DomainError(isRunning && slot?.isClosed !== false ? 'slot-closed' : 'hold-expired');
  }

  /** Waits for the same request's other sending; one that died with its process is carried on, as the unique `_id` lets only one write. */
  private async joinTwin({ request, slotId, identity }: Claiming): Promise<{ slot: TakenSlot } | Earlier> {
    const earlier = await this.deps.repeats.answerOfTwin(identity);
    if (earlier) return { earlier };
    const slot = await this.deps.claims.takeOver({ slotId, holder: identity.id, now: request.now });
    if (!slot) throw new DomainError('idempotency-conflict', { status: 409 });
    return { slot };
  }

  /** Inserts under fresh references and phone places until a unique index stops objecting or says who is in the way. */
  private async writeAppointment(attempt: Attempt, slot: TakenSlot): Promise<{ record: AppointmentRecord } | Earlier> {
    const { request, judgement } = attempt;
    const most = policyOn(request.hall, request.date).couplesPerPhone;
    let reference = newReference();
    let phonePlace = 1;
    for (;;) {
      const activeKeys = activeKeysOf({ ...request, documents: judgement.documents, phonePlace }, this.deps.hash);
      const record = buildAppointment({ ...attempt, slot, reference, activeKeys }, this.deps);
      try {
        await this.insert(record);
        return { record };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const isPhoneTaken = takenKeyOf(error) === activeKeys.at(-1);
        if (isDuplicateKey(error, 'reference')) reference = newReference();
        else if (isPhoneTaken && phonePlace < most) phonePlace += 1;
        else return { earlier: await this.yieldPlace(attempt, isPhoneTaken ? 'phone' : 'person') };
      }
    }
  }

  /** Gives back what this attempt took, then answers with the earlier appointment of the same request or refuses. */
  private async yieldPlace(
    { request, slotId, identity }: Attempt,
    subject: 'phone' | 'person',
  ): Promise<AppointmentRecord> {
    const { claims, repeats } = this.deps;
    const earlier = await repeats.answerOf(identity).catch((error: unknown) => error as DomainError);
    const isItsPlace =
      earlier !== undefined &&
      'slot' in earlier &&
      earlier._id === identity.id &&
      earlier.slot === slotId &&
      ownsPlace(earlier.state);
    if (!isItsPlace)
      await claims.release({
        slotId,
        holder: identity.id,
        ...(request.hold?.slotId === slotId && { until: request.hold.until }),
      });
    if (earlier instanceof Error) throw earlier;
    if (earlier) return earlier;
    throw new DomainError('already-booked', { params: { context: subject }, extensions: { subject } });
  }

  private attemptOf(request: BookingRequest, judgement: Judgement): Attempt {
    const { hash } = this.deps;
    const { hall, business, date, start, hold, parties, receiptNumber, contactPhone, contactEmail, idempotencyKey } =
      request;
    const requestKey = hash.of('booking', `${contactPhone}|${idempotencyKey}`);
    const letters = contactEmail === undefined ? [] : [contactEmail];
    const asked = [hall.id, business, date, start, hold?.holder ?? null, parties, receiptNumber ?? null, ...letters];
    return {
      request,
      judgement,
      // The parties decide the lane: a place held in another one is exchanged for one at the same time, and given back after.
      slotId: slotIdOf({ hall: hall.id, date, start, business, lane: judgement.lane }),
      identity: {
        id: hold?.holder ?? Buffer.from(requestKey, 'base64url').subarray(0, 12).toString('hex'),
        requestKey,
        requestHash: hash.of('booking-request', JSON.stringify(asked)),
      },
    };
  }
}

interface Earlier {
  earlier: AppointmentRecord;
}
