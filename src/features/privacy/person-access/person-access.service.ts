import { type Actor, actorId, type AuditLog } from '../../../audit/index.js';
import { ValidationFailed } from '../../../errors/index.js';
import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import { newId } from '../../../infrastructure/ids.js';
import { civilDateAt } from '../../calendar/index.js';
import type { HallDirectory } from '../../halls/index.js';
import type { PersonReadModel, PersonReadRecord } from './person-read.model.js';

const LEAST_REASON = 4;
const LONGEST_REASON = 200;

/** Whose full record somebody wants to see. */
export interface Look {
  actor: Actor;
  /** Id of the browser's session. */
  session: string;
  /** As the audit chain names the record. */
  subject: string;
  /** Keyed hashes of the people in it (`personHash` of appointments). */
  people: readonly string[];
  /** Their names, to be compared with the name of whoever looks; not kept. */
  names: readonly string[];
  /** Which page shows it: `desk.appointment`. */
  what: string;
}

/**
 * The door to unmasked data. The reason is asked once per case, which is one session, one set of people and one day; every look is
 * an entry of the audit chain (`person.read`) with who, whom, what and why.
 */
export class PersonAccess {
  constructor(
    private readonly deps: { reads: PersonReadModel; halls: HallDirectory; audit: AuditLog; hash: KeyedHash },
  ) {}

  /** Notes the look and answers true, or false while nobody has said why: then nothing may be shown. */
  async open(look: Look, now: Date): Promise<boolean> {
    const caseKey = await this.caseOf(look, now);
    const earlier = await this.deps.reads.findOne({ case: caseKey }, { reason: 1 }).sort({ at: 1 }).lean();
    if (!earlier) return false;
    await this.note(look, { caseKey, reason: earlier.reason, now });
    return true;
  }

  /** Opens the case with its reason. Throws ValidationFailed for one that says nothing. */
  async openWithReason(look: Look, reason: string, now: Date): Promise<void> {
    const said = reason.trim();
    if ([...said].length < LEAST_REASON)
      throw new ValidationFailed([{ field: 'reason', code: 'too-short', params: { limit: LEAST_REASON } }]);
    if (said.length > LONGEST_REASON)
      throw new ValidationFailed([{ field: 'reason', code: 'too-long', params: { limit: LONGEST_REASON } }]);
    await this.note(look, { caseKey: await this.caseOf(look, now), reason: said, now });
  }

  /** Who has looked at a person, for that person: without the names of staff. */
  async looksAt(person: string): Promise<Pick<PersonReadRecord, 'at' | 'hall' | 'what' | 'reason'>[]> {
    return this.deps.reads
      .find({ people: person }, { at: 1, hall: 1, what: 1, reason: 1 })
      .sort({ at: -1 })
      .limit(200)
      .lean();
  }

  private async caseOf({ actor, session, people, subject }: Look, now: Date): Promise<string> {
    const { timeZone } = await this.deps.halls.named(actor.hall);
    const who = people.length > 0 ? [...people].sort().join('+') : subject;
    return this.deps.hash.of('person-case', [session, actor.id, who, civilDateAt(now, timeZone)].join('|'));
  }

  private async note(
    { actor, subject, people, names, what }: Look,
    { caseKey, reason, now }: { caseKey: string; reason: string; now: Date },
  ): Promise<void> {
    const _id = newId();
    await this.deps.reads.create({
      _id,
      case: caseKey,
      at: now,
      staff: actor.id,
      staffName: actor.name,
      hall: actor.hall,
      subject,
      people: [...people],
      what,
      reason,
      ...(names.includes(actor.name) && { isOwnName: true }),
    });
    this.deps.audit.record({
      key: `person-read:${_id}`,
      at: now,
      actor: actorId(actor),
      action: 'person.read',
      subject,
      result: 'done',
      hall: actor.hall,
      reason,
      ...(actor.address !== undefined && { address: actor.address }),
      details: { what },
    });
  }
}
