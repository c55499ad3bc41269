import type { TFunction } from 'i18next';
import type { StaffPermission } from '../../../http/permissions.js';
import type { Language } from '../../../infrastructure/language.js';
import type { CivilDate } from '../../calendar/index.js';
import type { Hall } from '../../halls/index.js';

/**
 * One thing that somebody's private feed may show: the hall's days, their own sessions, their ceremonies. A feature offers one and
 * the composition root lists them; a feed holds those that its owner may see at the hall, asked anew at every reading.
 */
export interface FeedContributor {
  permission: StaffPermission;
  /** Whoever may do this is shown more by another one. */
  unless?: StaffPermission;
  /** What it shows, for the page on which somebody makes an address. */
  title(t: TFunction): string;
  entries(question: FeedQuestion): Promise<FeedEntry[]>;
}

export interface FeedQuestion {
  account: string;
  hall: Hall;
  from: CivilDate;
  to: CivilDate;
  language: Language;
  t: TFunction;
}

/** An event of a feed. A feed lies in calendars outside the bureau: it may say when and how many, and names nobody. */
export interface FeedEntry {
  /** Names the event in all feeds for good, so that a calendar changes it in place. */
  id: string;
  summary: string;
  description?: string;
  /** Whoever has it in their calendar is not busy then. */
  leavesFree?: boolean;
  at: TimedEntry | DaysEntry;
}

export interface TimedEntry {
  start: Date;
  end: Date;
  /** Start of the last of several days with the same hours. */
  dailyUntil?: Date;
}

/** Whole days, the last one included. */
export interface DaysEntry {
  from: CivilDate;
  to: CivilDate;
}
