import { actedBy, type Actor } from '../../audit/index.js';
import { DomainError, isDuplicateKey, NotFound, ValidationFailed } from '../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../infrastructure/field-cipher.js';
import { unseal } from '../../infrastructure/sealed-field.js';
import { parseSerial, peopleIn } from '../appointments/index.js';
import { type CivilDate, civilDateAt, yearOf } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import type { Consequences } from './consequences.js';
import {
  type DivorceApplicationModel,
  type DivorceApplicationRecord,
  type DivorceHistoryItem,
  type DivorcePersonal,
  type PartyIndex,
  PERSONAL,
} from './divorce-application.model.js';
import { mayIssue, mayWithdraw } from './divorce-deadlines.js';
import { refusalOf } from './divorce.errors.js';
import type { LegalCalendar } from './legal-calendar.js';
import { isRefusalReason } from './refusal-reasons.js';
import type { Visits } from './visits.js';

interface Case {
  id: string;
  actor: Actor;
  now: Date;
}

/** What the hall that accepted a divorce application does with it. Each is one guarded write; the dates stand in its filter. */
export class DivorceCases {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      halls: HallDirectory;
      calendar: LegalCalendar;
      consequences: Consequences;
      visits: Visits;
      cipher: FieldCipher;
      hash: KeyedHash;
    },
  ) {}

  /** An application of the actor's own hall; another hall's is as unknown as one that does not exist. */
  async open({ id, actor }: Pick<Case, 'id' | 'actor'>): Promise<DivorceApplicationRecord> {
    const record = await this.deps.applications
      .findOne({ _id: id, hall: actor.hall, deidentifiedAt: { $exists: false } })
      .lean();
    if (!record) throw new NotFound('divorce-unknown');
    return record;
  }

  /** Either party alone, until close of business on the last day of the cooling-off period. */
  async withdraw({ party, ...request }: Case & { party: PartyIndex }): Promise<DivorceApplicationRecord> {
    const { actor, now } = request;
    const record = await this.open(request);
    if (record.state === 'withdrawn') return record;
    const hall = await this.deps.halls.named(record.hall);
    const answer = mayWithdraw(record, await this.deps.calendar.moment(hall, { now, ...record.dates }));
    if (answer !== 'yes') throw refusalOf(answer, record);
    const { coolEnd } = record.dates;
    return this.close(record, {
      filter: { 'dates.coolEnd': coolEnd },
      set: { state: 'withdrawn', withdrawnBy: party },
      line: { action: 'withdrawn', at: now, ...actedBy(actor) },
    });
  }

  /** Both present, on a day of the window. Throws `certificate-taken` when another couple has that number. */
  async issue({ serial: text, ...request }: Case & { serial: string }): Promise<DivorceApplicationRecord> {
    const record = await this.open(request);
    const serial = readSerial(text, await this.today(record, request.now));
    if (record.state === 'issued' && record.certificateSerial === serial) return record;
    await this.requireDecidable(record, request.now);
    return this.close(record, {
      filter: await this.inWindow(record, request.now),
      set: { state: 'issued', certificateSerial: serial },
      line: { action: 'issued', at: request.now, ...actedBy(request.actor) },
    });
  }

  /** The registrar finds that the law does not allow the certificates; the couple gets the reason in writing. */
  async refuse({
    reason,
    note,
    ...request
  }: Case & { reason: string; note?: string }): Promise<DivorceApplicationRecord> {
    if (!isRefusalReason(reason)) throw new ValidationFailed([{ field: 'reason', code: 'not-offered' }]);
    const record = await this.open(request);
    if (record.state === 'refused' && record.refusal?.reason === reason) return record;
    await this.requireDecidable(record, request.now);
    return this.close(record, {
      filter: await this.inWindow(record, request.now),
      set: { state: 'refused', refusal: { reason, ...(note && { note }) } },
      line: { action: 'refused', at: request.now, ...actedBy(request.actor) },
    });
  }

  personalOf({ personal }: Pick<DivorceApplicationRecord, 'personal'>): DivorcePersonal {
    return unseal<DivorcePersonal>(this.deps.cipher, PERSONAL, personal);
  }

  /** Keyed hashes of the two, the same as in their appointments. */
  peopleIn(record: DivorceApplicationRecord): string[] {
    const { hash } = this.deps;
    return peopleIn(record.parties, this.personalOf(record).parties, { on: record.acceptedOn, hash });
  }

  private async requireDecidable(record: DivorceApplicationRecord, now: Date): Promise<void> {
    const answer = mayIssue(record, await this.today(record, now));
    if (answer !== 'yes') throw refusalOf(answer, record);
    const visit = await this.deps.visits.activeOf(record);
    if (visit) this.deps.visits.requireCompared(visit);
  }

  private async inWindow(record: DivorceApplicationRecord, now: Date): Promise<object> {
    const today = await this.today(record, now);
    return { 'dates.issueStart': { $lte: today }, 'dates.issueEnd': { $gte: today } };
  }

  private async today({ hall }: DivorceApplicationRecord, now: Date): Promise<CivilDate> {
    return civilDateAt(now, (await this.deps.halls.named(hall)).timeZone);
  }

  /** Whoever closes an application first has closed it; everybody else learns how. */
  private async close(
    { _id }: DivorceApplicationRecord,
    { filter, set, line }: { filter: object; set: Partial<DivorceApplicationRecord>; line: DivorceHistoryItem },
  ): Promise<DivorceApplicationRecord> {
    const { applications, consequences } = this.deps;
    const closed = await applications
      .findOneAndUpdate(
        { _id, state: 'accepted', ...filter },
        { $set: { ...set, updatedAt: line.at }, $unset: { openKeys: 1 }, $push: { history: line } },
        { returnDocument: 'after' },
      )
      .lean()
      .catch(namedDuplicate);
    if (!closed) throw await this.whyNotClosed(_id);
    await consequences.draw(closed);
    return closed;
  }

  private async whyNotClosed(id: string): Promise<DomainError> {
    const current = await this.deps.applications.findById(id).lean();
    return current && current.state !== 'accepted'
      ? refusalOf('not-open', current)
      : new DomainError('changed-meanwhile');
  }
}

function namedDuplicate(error: unknown): never {
  if (isDuplicateKey(error, 'certificateSerial')) throw new DomainError('certificate-taken');
  throw error;
}

function readSerial(text: string, today: CivilDate): string {
  const parsed = parseSerial(text, { business: 'divorce-issue', year: yearOf(today) });
  if (!parsed.ok) throw new ValidationFailed([{ field: 'serial', code: parsed.code }]);
  return parsed.serial;
}
