import type { Occasion, Urgency } from '../catalogue/definition.js';
import type { MessageCatalogue, PlannedKind } from '../catalogue/message-catalogue.js';
import type { MessageModel, MessageRecord } from '../message.model.js';
import type { Composed, Composer } from '../outbox/composer.js';
import { NO_LONGER_OWED } from '../outbox/outbox.service.js';
import { type Owed, owedBy } from '../outbox/owed.js';
import { type Circumstances, judgeSending, NEAR_MS, type SuppressionReason } from './sending-rules.js';

export interface Prepared {
  do: 'send';
  urgency: Urgency;
  compose: () => Promise<Composed>;
  /** Whose it is now: the person may have changed their phone, and the appointment its hall, since it was written. */
  addressee: Partial<Pick<MessageRecord, 'recipientHash' | 'hall'>>;
}

export type PreparationOutcome =
  | Prepared
  | { do: 'wait'; until: Date }
  | { do: 'cancel'; reason: string }
  | { do: 'suppress'; reason: SuppressionReason };

/** Whether a person declined a kind. */
export interface Wishes {
  declines(personHash: string, kind: string): Promise<boolean>;
}

/** Who could be harmed by a message, whatever it is about. */
export interface Protection {
  isProtected(personHash: string): Promise<boolean>;
}

export interface PreparationDependencies {
  messages: MessageModel;
  catalogue: MessageCatalogue;
  composer: Composer;
  wishes: Wishes;
  protection: Protection;
  bureauZone: string;
}

/** How long a message rests whose recipient takes nothing for now; whoever takes again wakes it sooner. */
const HELD_MS = 5 * 60_000;

/** Looks at a message once more before it goes out, with its subject as it is at this moment. */
export class Preparation {
  constructor(private readonly deps: PreparationDependencies) {}

  async of(message: MessageRecord, now: Date): Promise<PreparationOutcome> {
    const planned = this.deps.catalogue.plannedKind(message.kind);
    return planned ? this.ofPlanned(message, planned, now) : this.ofDirect(message, now);
  }

  private async ofPlanned(
    message: MessageRecord,
    { source, definition }: PlannedKind,
    now: Date,
  ): Promise<PreparationOutcome> {
    const subject = (await source.load([message.subject])).get(message.subject);
    if (subject === undefined) return { do: 'cancel', reason: 'subject-gone' };
    const owed = owedBy(source, subject).find(({ id }) => id === message._id);
    if (!owed) return { do: 'cancel', reason: NO_LONGER_OWED };
    if (definition.isHeld?.(owed.occasion)) return { do: 'wait', until: new Date(now.getTime() + HELD_MS) };
    const before = await this.earlierInLine(message);
    if (before) return { do: 'wait', until: new Date(Math.max(before.nextAt.getTime(), now.getTime()) + 1000) };
    const verdict = judgeSending(await this.circumstances(message, owed, source.timeZoneOf(subject), now), now);
    if (verdict.do !== 'send') return verdict;
    const compose = () =>
      this.deps.composer.planned({ id: message._id, source, definition, subject, occasion: owed.occasion });
    const hall = source.hallOf(subject);
    const addressee = { recipientHash: owed.occasion.recipient.addressHash, ...(hall !== undefined && { hall }) };
    return { do: 'send', urgency: definition.urgency, compose, addressee };
  }

  private async circumstances(
    { kind, subject, _id }: MessageRecord,
    { definition, occasion }: Owed,
    timeZone: string,
    now: Date,
  ): Promise<Circumstances> {
    const { recipient, expiresAt } = occasion;
    const { urgency } = definition;
    const isDeclinable = urgency === 'reminder';
    const person = recipient.personHash ?? recipient.addressHash;
    const covering = await this.coveringOf({ kind, subject, occasion, id: _id }, now);
    return {
      urgency,
      channel: recipient.channel,
      timeZone,
      address: recipient.address,
      isUnsafe: recipient.isUnsafe === true || (await this.deps.protection.isProtected(person)),
      isDeclined: isDeclinable && (await this.deps.wishes.declines(person, kind)),
      ...(expiresAt && { expiresAt }),
      ...(covering && { covering }),
    };
  }

  private async ofDirect(message: MessageRecord, now: Date): Promise<PreparationOutcome> {
    const definition = this.deps.catalogue.directKind(message.kind);
    if (!definition || !message.given) return { do: 'cancel', reason: 'subject-gone' };
    const given = this.deps.composer.openGiven(message.given);
    const { urgency } = definition;
    const { expiresAt, recipientHash, _id, hall } = message;
    // A code is asked for by whoever holds the phone at this moment.
    const isUnsafe = urgency !== 'code' && (await this.deps.protection.isProtected(recipientHash));
    const verdict = judgeSending(
      {
        urgency,
        channel: 'sms',
        timeZone: this.deps.bureauZone,
        address: given.to,
        isUnsafe,
        isDeclined: false,
        ...(expiresAt && { expiresAt }),
      },
      now,
    );
    if (verdict.do !== 'send') return verdict;
    const compose = () => this.deps.composer.direct(definition, _id, given, hall);
    return { do: 'send', urgency, compose, addressee: {} };
  }

  /** A message close by that says this one's news too: already out, or about to be. */
  private async coveringOf(
    { kind, subject, occasion, id }: { kind: string; subject: string; occasion: Occasion; id: string },
    now: Date,
  ): Promise<Circumstances['covering']> {
    const kinds = this.deps.catalogue.coveringKinds(kind);
    if (kinds.length === 0) return undefined;
    const { recipient, matter } = occasion;
    const same = { subject, role: recipient.role };
    const told = matter === undefined ? same : { $or: [same, { recipientHash: recipient.addressHash, matter }] };
    const others = await this.deps.messages
      .find({ ...told, kind: { $in: kinds }, _id: { $ne: id } }, { state: 1, nextAt: 1, sentAt: 1 })
      .lean();
    const recent = new Date(now.getTime() - NEAR_MS);
    const soon = new Date(now.getTime() + NEAR_MS);
    // One that a carrier could not bring has told nobody.
    const settled = others.find(
      ({ state, sentAt }) => (state === 'sent' || state === 'delivered') && sentAt !== undefined && sentAt >= recent,
    );
    if (settled) return { state: 'settled', nextAt: settled.nextAt };
    const pending = others.find(({ state, nextAt }) => state === 'sending' || (state === 'queued' && nextAt <= soon));
    return pending && { state: 'pending', nextAt: pending.nextAt };
  }

  private async earlierInLine({ line }: MessageRecord): Promise<{ nextAt: Date } | null> {
    if (!line) return null;
    const earlier = {
      'line.name': line.name,
      'line.position': { $lt: line.position },
      state: { $in: ['queued', 'sending'] as const },
    };
    return this.deps.messages.findOne(earlier, { nextAt: 1 }).sort({ 'line.position': 1 }).lean();
  }
}
