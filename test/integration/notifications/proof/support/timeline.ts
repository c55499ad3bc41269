import type { SubjectSource } from '../../../../../src/features/notifications/index.js';

/** A subject as it was from one change to the next. */
export interface Version {
  at: Date;
  subject: unknown;
  /** When, in the order of everything that happened, the change began and when it had been answered. */
  begun: number;
  answered: number;
}

/** One subject through all its changes: the truth that messages are measured against. */
export interface Timeline {
  source: SubjectSource;
  versions: Version[];
}

/** What a step of the script made of a subject. */
export interface Change {
  source: SubjectSource;
  subject: unknown;
  isNew?: boolean;
  /** Told by whoever looks after changes, and not with the step itself. */
  isLeftToTheWorker?: boolean;
}

/** From here on a person wants, or does not want, to hear of something; a person is the keyed hash of a phone. */
export interface Turn {
  person: string;
  isSilent: boolean;
  /** Absent when it is about every kind. */
  kinds?: readonly string[];
}

export interface Played {
  changes: Change[];
  turns: Turn[];
}

/** A turn with its place in the order of everything that happened. */
export interface TakenTurn extends Turn {
  at: Date;
  begun: number;
  answered: number;
}
