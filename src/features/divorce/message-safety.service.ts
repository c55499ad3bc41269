import { actedBy, type Actor } from '../../audit/index.js';
import { DomainError } from '../../errors/index.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { Consequences } from './consequences.js';
import {
  type DivorceApplicationModel,
  type DivorceApplicationRecord,
  type PartyIndex,
  PERSONAL,
} from './divorce-application.model.js';
import type { DivorceCases } from './divorce.service.js';
import { type UnsafePhones, unsafePhonesOf } from './unsafe-phones.js';
import type { ApplicationKeys } from './application-keys.js';

export interface SafetyChange {
  id: string;
  party: PartyIndex;
  /** Whether messages could harm this party. */
  isUnsafe: boolean;
  /** Kept sealed, because it may say what nobody else should read. */
  reason: string;
  actor: Actor;
  now: Date;
}

/**
 * Keeps every message from a party whom one could harm, about the application and about anything else that goes to the same phone.
 * Which of the two it is and why stands only in what is sealed, beside a keyed hash of the phone: neither in the history nor in the
 * audit event, and nowhere that either of the two can look.
 */
export class MessageSafety {
  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      cases: Pick<DivorceCases, 'open' | 'personalOf'>;
      consequences: Consequences;
      keys: ApplicationKeys;
      unsafePhones: UnsafePhones;
      cipher: FieldCipher;
    },
  ) {}

  /** Also when the application has ended, as long as it names anybody. Throws `changed-meanwhile` when somebody was quicker. */
  async set({ id, party, isUnsafe, reason, actor, now }: SafetyChange): Promise<DivorceApplicationRecord> {
    const { applications, cases, consequences, cipher, keys, unsafePhones } = this.deps;
    const record = await cases.open({ id, actor });
    const personal = cases.personalOf(record);
    if ((personal.parties[party]?.isUnsafe ?? false) === isUnsafe) return record;
    const parties = personal.parties.map((each, index) => (index === party ? { ...each, isUnsafe } : each));
    const safety = [...(personal.safety ?? []), { party, isUnsafe, reason, at: now.toISOString(), actor: actor.id }];
    const marked = unsafePhonesOf(parties, keys);
    const changed = await applications
      .findOneAndUpdate(
        // What is sealed was read before: no line may have been added to the history since.
        { _id: id, deidentifiedAt: { $exists: false }, history: { $size: record.history.length } },
        {
          $set: {
            personal: cipher.seal({ ...personal, parties, safety }, PERSONAL),
            updatedAt: now,
            ...(marked && { unsafePhones: marked }),
          },
          ...(!marked && { $unset: { unsafePhones: 1 } }),
          $push: { history: { action: safetyAction(isUnsafe), at: now, ...actedBy(actor) } },
        },
        { returnDocument: 'after' },
      )
      .lean();
    unsafePhones.forget();
    if (!changed) throw new DomainError('changed-meanwhile');
    await consequences.draw(changed);
    return changed;
  }
}

function safetyAction(isUnsafe: boolean): 'messages-stopped' | 'messages-resumed' {
  return isUnsafe ? 'messages-stopped' : 'messages-resumed';
}
