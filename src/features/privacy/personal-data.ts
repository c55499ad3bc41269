import type { TFunction } from 'i18next';
import type { Language } from '../../infrastructure/language.js';
import type { CivilDate } from '../calendar/index.js';
import type { IdentityDocument } from '../eligibility/index.js';

/** A person who has proved to hold a phone and has named a document. What is theirs carries both. */
export interface DataSubject {
  document: IdentityDocument;
  phone: string;
  phoneHash: string;
  /** Keyed hash of the person, the same that blocks are set under. */
  personHash: string;
  /** The browser's session: what it has begun and not finished is theirs, too. */
  session: string;
}

export interface DataContext {
  language: Language;
  t: TFunction;
  now: Date;
}

/** One thing that is held about a person, in words for the page and in members for other programs. */
export interface HeldItem {
  title: string;
  rows: { label: string; value: string; links?: { text: string; href: string }[] }[];
  data: Record<string, unknown>;
  erasure: ItemErasure;
}

/** Whether it may be erased now; otherwise why it is kept, in words, and the last day of it where one is known. */
export type ItemErasure = { may: true } | { may: false; why: string; until?: CivilDate };

/**
 * What one kind of record contributes to a person's rights. Each feature that keeps personal data offers one and the composition
 * root lists them. Another person's data in the same record is masked.
 */
export interface PersonalDataSource {
  /** Stable name: the member of the export, and what the audit entry counts by. */
  name: string;
  /** Heading of its part of the page. */
  title(t: TFunction): string;
  find(subject: DataSubject, context: DataContext): Promise<HeldItem[]>;
  /** Ids of the records that messages to the person may be about. */
  messageSubjects?(subject: DataSubject): Promise<string[]>;
  /** Ids of those whose letters went to a mailbox of the person's choice, and what its owner is called in them. */
  letterSubjects?(subject: DataSubject): Promise<{ role: string; ids: string[] }>;
  /** Erases what `find` says may be erased, and answers how much; again, it finds nothing. */
  erase?(subject: DataSubject, now: Date): Promise<number>;
}
