import { actedBy, type Actor, type AuditLog } from '../../audit/index.js';
import { DomainError, isDuplicateKey, NotFound, ValidationFailed } from '../../errors/index.js';
import { addDays, type CivilDate, civilDateAt, type HolidayCalendar, isCivilDate, yearOf } from '../calendar/index.js';
import { type Hall, type HallDirectory, policyOn } from '../halls/index.js';
import { auditOf } from './appointment-audit.js';
import type { AppointmentModel, AppointmentRecord, ServingOutcome } from './appointment.model.js';
import { type AppointmentAction, isActive, stateAfter } from './appointment-state.js';
import { hasCertificate, parseSerial } from './certificate-serial.js';
import { closeOfBusiness } from './closing-time.js';
import { documentsDiffer, lastFourDiffer } from './compare-documents.js';
import { deadlinesOf } from './deadlines.js';
import { judgeAgain } from './judge.js';
import type { Receipts } from './receipt.js';
import { isRefusalReason } from './refusal-reasons.js';
import type { ServingKeys } from './serving-keys.js';
import { type CheckInVerdict, mayCheckIn, mayUndo } from './serving-rules.js';

const LONGEST_RETURN_DAYS = 60;

/** What proves at check-in that these are the people who booked: whole numbers at the desk, the last four at a machine. */
export type PresenceProof = { numbers: string[] } | { lastFours: string[] };

interface Change {
  record: AppointmentRecord;
  actor: Actor;
  now: Date;
}

/** What happens to an appointment on its day. Each step is one guarded write with its history inside; the audit chain follows. */
export class Serving {
  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      halls: HallDirectory;
      calendar: HolidayCalendar;
      audit: AuditLog;
      keys: ServingKeys;
      receipts: Receipts;
    },
  ) {}

  /** An appointment of this hall; another hall's, and one that names nobody any more, is as unknown as one that does not exist. */
  async find(reference: string, hall: string): Promise<AppointmentRecord> {
    const record = await this.deps.appointments.findOne({ reference, hall, deidentifiedAt: { $exists: false } }).lean();
    if (!record) throw new NotFound('appointment-unknown');
    return record;
  }

  /** Whether they may be checked in now, or why not. */
  async verdictOn(record: AppointmentRecord, now: Date): Promise<CheckInVerdict> {
    const hall = await this.deps.halls.named(record.hall);
    const today = civilDateAt(now, hall.timeZone);
    const { from } = deadlinesOf({ ...record, timeZone: hall.timeZone }, policyOn(hall, record.date)).checkIn;
    const closesAt = closeOfBusiness(hall, today, await this.deps.calendar.current());
    return mayCheckIn(record, { today, from, closesAt }, now);
  }

  /** The people of an appointment, in the clear: whoever shows them masks them. */
  peopleOf(record: AppointmentRecord): { role: 'male' | 'female'; name: string; documentType: string }[] {
    const { parties } = this.deps.keys.personalOf(record);
    return record.parties.map(({ role, documentType }, index) => ({
      role,
      documentType,
      name: parties[index]?.name ?? '',
    }));
  }

  /**
   * Both are here, their documents are those of the booking, and the law still lets them. Throws one of the `check-in-…`
   * refusals, `not-eligible`, or ValidationFailed naming the document that differs.
   */
  async checkIn({ record, proof, actor, now }: Change & { proof: PresenceProof }): Promise<AppointmentRecord> {
    const hall = await this.deps.halls.named(record.hall);
    const verdict = await this.verdictOn(record, now);
    if (verdict !== 'yes') throw new DomainError(verdict, { params: { date: record.date, start: record.start } });
    this.requireSamePeople(record, proof);
    await this.judgeNow({ record, hall, now });
    const wasActive = isActive(record.state);
    const set = { ...('numbers' in proof && { documentsCheckedAt: now }) };
    const write = (keys: object) =>
      this.change({
        record,
        actor,
        now,
        action: 'check-in',
        as: 'checked-in',
        set: { ...set, ...keys },
        unset: ['outcome'],
      });
    return wasActive ? write({}) : this.activate(record, (activeKeys) => write({ activeKeys }));
  }

  /** Whoever asks about a couple that is checked in already proves to be that couple, too. */
  confirmPresence({ record, proof }: { record: AppointmentRecord; proof: PresenceProof }): AppointmentRecord {
    this.requireSamePeople(record, proof);
    return record;
  }

  /** Compares the documents of people whom a machine let in, before anything is registered. */
  async compareDocuments({ record, numbers, actor, now }: Change & { numbers: string[] }): Promise<AppointmentRecord> {
    if (record.state !== 'checked-in') throw new DomainError('changed-meanwhile');
    this.requireSamePeople(record, { numbers });
    const history = { action: 'documents-checked', at: now, ...actedBy(actor) };
    return this.write({ record, update: { $set: { documentsCheckedAt: now, updatedAt: now }, $push: { history } } });
  }

  /** Registered. A business that ends with a certificate needs its number, which nobody else may have. */
  async complete({
    record,
    certificateSerial,
    actor,
    now,
  }: Change & { certificateSerial?: string }): Promise<AppointmentRecord> {
    const { business, hall, documentsCheckedAt } = record;
    if (!documentsCheckedAt) throw new DomainError('documents-unchecked');
    const set: { certificateSerial?: string } = {};
    if (hasCertificate(business)) {
      const { timeZone } = await this.deps.halls.named(hall);
      const parsed = parseSerial(certificateSerial ?? '', { business, year: yearOf(civilDateAt(now, timeZone)) });
      if (!parsed.ok) throw new ValidationFailed([{ field: 'certificateSerial', code: parsed.code }]);
      set.certificateSerial = parsed.serial;
    }
    return this.change({ record, actor, now, action: 'complete', as: 'completed', set, unset: ['activeKeys'] });
  }

  /** Not registered, for a reason the law knows. */
  async fail({ record, reason, actor, now }: Change & { reason: string }): Promise<AppointmentRecord> {
    if (!isRefusalReason(record.business, reason))
      throw new ValidationFailed([{ field: 'reason', code: 'not-offered' }]);
    return this.end({ record, actor, now, as: 'not-completed', outcome: { kind: 'refused', reason } });
  }

  /** Papers are missing: until that day they come back without booking again. */
  async returnIncomplete({ record, until, actor, now }: Change & { until: CivilDate }): Promise<AppointmentRecord> {
    const { timeZone } = await this.deps.halls.named(record.hall);
    const today = civilDateAt(now, timeZone);
    if (!isCivilDate(until) || until < today || until > addDays(today, LONGEST_RETURN_DAYS))
      throw new ValidationFailed([{ field: 'until', code: 'return-date', params: { days: LONGEST_RETURN_DAYS } }]);
    return this.end({ record, actor, now, as: 'incomplete', outcome: { kind: 'incomplete', returnUntil: until } });
  }

  async withdraw({ record, actor, now }: Change): Promise<AppointmentRecord> {
    return this.end({ record, actor, now, as: 'withdrawn', outcome: { kind: 'withdrawn' } });
  }

  /** The hall closed before their turn, which is never theirs to pay for. */
  async returnUnserved({ record, actor, now, until }: Change & { until: CivilDate }): Promise<AppointmentRecord> {
    return this.end({ record, actor, now, as: 'unserved', outcome: { kind: 'unserved', returnUntil: until } });
  }

  /** Takes the last step back. What it gave up comes back, or `already-booked` says which appointment is in the way. */
  async undo({ record, reason, actor, now }: Change & { reason: string }): Promise<AppointmentRecord> {
    const verdict = mayUndo(record, now);
    if (verdict !== 'yes') throw new DomainError(verdict);
    const unset = [
      'outcome',
      'certificateSerial',
      'missedBy',
      ...(record.state === 'checked-in' ? ['documentsCheckedAt'] : []),
    ];
    const write = (set: object) =>
      this.change({ record, actor, now, action: 'undo', as: 'undone', reason, set, unset });
    return isActive(record.state) ? write({}) : this.activate(record, (activeKeys) => write({ activeKeys }));
  }

  private end({ outcome, ...change }: Change & { as: string; outcome: ServingOutcome }): Promise<AppointmentRecord> {
    const reason = outcome.reason && { reason: outcome.reason };
    return this.change({ ...change, ...reason, action: 'fail', set: { outcome }, unset: ['activeKeys'] });
  }

  private requireSamePeople(record: AppointmentRecord, proof: PresenceProof): void {
    const documents = this.deps.keys.documentsOf(record);
    const errors =
      'numbers' in proof
        ? documentsDiffer(documents, proof.numbers, record.date)
        : lastFourDiffer(documents, proof.lastFours);
    if (errors.length > 0) throw new ValidationFailed(errors);
  }

  private async judgeNow({ record, hall, now }: { record: AppointmentRecord; hall: Hall; now: Date }): Promise<void> {
    const { parties: numbers } = this.deps.keys.personalOf(record);
    const hash = record.receiptNumberHash;
    const receipt = hash === undefined ? undefined : await this.deps.receipts.find({ hash }, now);
    judgeAgain(record, { hall, date: civilDateAt(now, hall.timeZone), numbers, receipt, now });
  }

  private activate(
    record: AppointmentRecord,
    write: (activeKeys: string[]) => Promise<AppointmentRecord>,
  ): Promise<AppointmentRecord> {
    const { contactPhone } = this.deps.keys.personalOf(record);
    const documents = this.deps.keys.documentsOf(record);
    return this.deps.keys.withKeys({ business: record.business, documents, contactPhone }, write);
  }

  private async change({ record, actor, now, action, as, reason, set, unset }: Step): Promise<AppointmentRecord> {
    const state = stateAfter(record.state, action);
    if (!state) throw new DomainError('changed-meanwhile');
    const history = { action: as, at: now, ...actedBy(actor), ...(reason && { reason }) };
    return this.write({
      record,
      update: {
        $set: { ...set, state, updatedAt: now },
        $unset: Object.fromEntries(unset.map((field) => [field, 1])),
        $push: { history },
      },
    });
  }

  /** The one write: it happens only to the appointment as it was read. */
  private async write({ record, update }: { record: AppointmentRecord; update: object }): Promise<AppointmentRecord> {
    const { appointments, audit } = this.deps;
    const guard = { _id: record._id, hall: record.hall, state: record.state, slot: record.slot };
    const changed = await appointments
      .findOneAndUpdate({ ...guard, history: { $size: record.history.length } }, update, { returnDocument: 'after' })
      .lean()
      .catch(certificateTaken);
    if (!changed) throw new DomainError('changed-meanwhile');
    audit.record(auditOf(changed, changed.history.length - 1));
    return changed;
  }
}

interface Step extends Change {
  action: AppointmentAction;
  /** The word in the history. */
  as: string;
  reason?: string;
  set: object;
  unset: string[];
}

function certificateTaken(error: unknown): never {
  throw isDuplicateKey(error, 'certificate') ? new DomainError('certificate-taken', { cause: error }) : error;
}
