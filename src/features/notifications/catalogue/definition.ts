import type { Language } from '../../../infrastructure/language.js';
import type { BusinessFamily } from '../../eligibility/index.js';
import type { ChannelName, LetterParts } from '../channels/channel.js';
import type { SubjectDesk } from './subject-desk.js';

/**
 * How a message may wait. A `code` is for somebody who is looking at a screen and goes at any hour; `news` tells of a change and
 * may not be declined; a `reminder` is written ahead and may be.
 */
export type Urgency = 'code' | 'news' | 'reminder';

export type Bilingual = Readonly<Record<Language, string>>;
export type Variables = Readonly<Record<string, string | number>>;

/** The words of a kind. Variables stand in double braces; each must be one that the definition lists. */
export interface KindTexts {
  variables: readonly string[];
  /** Without these a text would not say what it must; a hall that words it anew has to keep them. */
  required: readonly string[];
  /** By tone, `warm` or `neutral` for instance; a kind with one tone calls it `plain`. */
  tones: Readonly<Record<string, Bilingual>>;
  /** Values that show a text in a preview and measure its length. */
  sample: Readonly<Record<Language, Variables>>;
}

interface Kind {
  /** Names the kind, once in the product. */
  kind: string;
  urgency: Urgency;
  /** What the kind is called on pages for staff and for people. */
  title: Bilingual;
  texts: KindTexts;
}

/** A kind whose recipient and variables are given by whoever causes it, because nobody could find them again later. */
export type DirectDefinition = Kind;

/** A kind that follows from the state of its subject: written, moved and taken back as the subject changes. */
export interface PlannedDefinition<S = unknown> extends Kind {
  /** Kinds that need not be sent when this one is, to the same person about the same subject or matter within ten minutes. */
  covers?: readonly string[];
  /** Everything the subject owes as it is now. What it no longer owes and has not been sent is taken back. */
  occasions(subject: S): readonly Occasion[];
  variables(subject: S, occasion: Occasion, language: Language): Variables;
  tone?(subject: S): string;
  mail?(subject: S, occasion: Occasion, language: Language): LetterParts;
  /** Whether what is owed has to wait, for as long as its recipient takes nothing. */
  isHeld?(occasion: Occasion): boolean;
  /** For other systems, instead of words. */
  event?(subject: S, occasion: Occasion): Readonly<Record<string, unknown>>;
}

/** One message that a subject owes one person. */
export interface Occasion {
  recipient: Recipient;
  /** When it is owed; quiet hours may still hold it. Names the message together with kind, subject and recipient. */
  dueAt: Date;
  /** From here on it would be of no use. */
  expiresAt?: Date;
  /** What this and messages about other subjects are about together, such as an application and its appointments. */
  matter?: string;
  /** Tells two that are owed at the same instant apart. */
  occurrence?: string;
  /** Keeps messages of one line in order: none is sent before the earlier ones are settled. */
  line?: { name: string; position: number };
}

export interface Recipient {
  /** Who it is to the subject, `contact` or `party-1` for instance: one person has one role there. */
  role: string;
  channel: Exclude<ChannelName, 'outbox'>;
  address: string;
  /** Keyed hash of the address, by which a person's messages are found. */
  addressHash: string;
  /** Keyed hash by which the person's wishes are kept, where that is another one than the address's. */
  personHash?: string;
  language: Language;
  /** Somebody who could be harmed by a message, as where violence is suspected: nothing is sent. */
  isUnsafe?: boolean;
}

/** The things that messages are about: how to find them as they are now. */
export interface SubjectSource<S = unknown> {
  /** `appointment` for instance. */
  name: string;
  /** What one of them is called on pages for staff. */
  title: Bilingual;
  /** Whose appointment's page offers its reminders to be declined: by family of business, of none where the list is empty. */
  audience: 'everybody' | readonly BusinessFamily[];
  desk: SubjectDesk;
  definitions: readonly PlannedDefinition<S>[];
  /** Resolves once the definitions know what they are asked about; `load` waits for it by itself. */
  ready?(): Promise<void>;
  load(ids: readonly string[]): Promise<Map<string, S>>;
  /** Ids of those that changed in a span of time, and of all that something still lies ahead of, in any order. */
  changed(span: { from: Date; to: Date }): AsyncIterable<string>;
  ahead(now: Date): AsyncIterable<string>;
  idOf(subject: S): string;
  hallOf(subject: S): string | undefined;
  timeZoneOf(subject: S): string;
}
