import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import type { Language } from '../../../infrastructure/language.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import type {
  BilingualText,
  KindTexts,
  LetterParts,
  Occasion,
  PlannedDefinition,
  Urgency,
  Variables,
} from '../../notifications/index.js';
import type { AppointmentRecord, HistoryItem } from '../appointment.model.js';
import { appointmentPaths } from '../appointments.paths.js';
import type { ManageTokens } from '../manage-token.js';
import type { AppointmentLetters } from './appointment-letters.js';
import { type AppointmentSubject, LETTER_ROLE, recipientsOf, toneOf } from './appointment-subject.js';

export interface AppointmentKindDependencies {
  hash: KeyedHash;
  tokens: ManageTokens;
  publicUrl: () => string;
  letters: AppointmentLetters;
}

type Base = Pick<PlannedDefinition<AppointmentSubject>, 'kind' | 'title' | 'texts' | 'urgency' | 'tone' | 'variables'>;

/** What every kind of message about an appointment has in common. */
export class AppointmentKindTools {
  constructor(private readonly deps: AppointmentKindDependencies) {}

  base(kind: { kind: string; title: BilingualText; texts: KindTexts; urgency: Urgency }): Base {
    return { ...kind, tone: toneOf, variables: (...about) => this.variables(...about) };
  }

  /** One occasion for each way in which the couple is reached. */
  occasionsAt(subject: AppointmentSubject, when: Omit<Occasion, 'recipient'>): Occasion[] {
    const { receiptNumberHash: matter } = subject.record;
    return recipientsOf(subject, this.deps.hash).map((recipient) => ({
      recipient,
      ...when,
      ...(matter !== undefined && { matter }),
    }));
  }

  /** The same for the news of one line of the history. A mailbox that was given later than that is told it as well. */
  newsAt(subject: AppointmentSubject, { item, expiresAt }: { item: HistoryItem; expiresAt: Date }): Occasion[] {
    const { history } = subject.record;
    const mailboxSince = history.findLastIndex(({ action }) => action === 'email-changed');
    const isLater = mailboxSince > history.indexOf(item);
    return this.occasionsAt(subject, { dueAt: item.at, expiresAt }).map((occasion) =>
      isLater && isLetter(occasion) ? { ...occasion, occurrence: `mailbox-${mailboxSince}` } : occasion,
    );
  }

  variables({ record, hall }: AppointmentSubject, occasion: Occasion, language: Language): Variables {
    return {
      reference: record.reference,
      date: this.day(record.date, language),
      start: record.start,
      end: record.end,
      hall: hall.name[language],
      phone: hall.phone,
      link: this.linkTo(record, occasion),
    };
  }

  day(date: string, language: Language): string {
    return dateFilters(language).shortDay(date);
  }

  mail(
    subject: AppointmentSubject,
    language: Language,
    { title, letterTitle = title, hasCalendar = false, hasChecklist = false }: LetterWish,
  ): LetterParts {
    const { record, hall } = subject;
    const { letters } = this.deps;
    const calendar = hasCalendar ? letters.invitation(subject, language) : undefined;
    const checklist = hasChecklist ? [letters.checklist(subject, language)] : [];
    const heading = `${letterTitle[language]} · ${this.day(record.date, language)} ${record.start} · ${hall.name[language]}`;
    const sections = [...checklist, letters.reference(subject, language)];
    return { subject: heading, ...(calendar && { calendar }), sections };
  }

  /** Where one books, which is no key to anything. */
  bookingLink(): string {
    return this.deps.publicUrl() + appointmentPaths.book;
  }

  /** The link of a text message is the key to the appointment. Nobody has proved a mailbox, so a letter leads to where a code is asked for. */
  private linkTo({ reference, _id }: AppointmentRecord, occasion: Occasion): string {
    const { tokens, publicUrl } = this.deps;
    const path = isLetter(occasion) ? appointmentPaths.lookup : appointmentPaths.manage(reference, tokens.of(_id));
    return publicUrl() + path;
  }
}

interface LetterWish {
  title: BilingualText;
  letterTitle?: BilingualText;
  hasCalendar?: boolean;
  hasChecklist?: boolean;
}

function isLetter({ recipient }: Occasion): boolean {
  return recipient.role === LETTER_ROLE;
}
