import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import type { Language } from '../../../infrastructure/language.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import type { KindTexts, Occasion, PlannedDefinition, Urgency, Variables } from '../../notifications/index.js';
import { appointmentPaths } from '../appointments.paths.js';
import type { ManageTokens } from '../manage-token.js';
import { type AppointmentSubject, recipientsOf, toneOf } from './appointment-subject.js';

export interface AppointmentKindDependencies {
  hash: KeyedHash;
  tokens: ManageTokens;
  publicUrl: () => string;
  /** The calendar entry that goes with a letter. */
  invitation?: (
    subject: AppointmentSubject,
    language: Language,
  ) => { method: 'REQUEST' | 'CANCEL'; content: string } | undefined;
}

type Base = Pick<PlannedDefinition<AppointmentSubject>, 'kind' | 'title' | 'texts' | 'urgency' | 'tone' | 'variables'>;

/** What every kind of message about an appointment has in common. */
export class AppointmentKindTools {
  constructor(private readonly deps: AppointmentKindDependencies) {}

  base(kind: { kind: string; title: { 'zh-CN': string; en: string }; texts: KindTexts; urgency: Urgency }): Base {
    return { ...kind, tone: toneOf, variables: (subject, _occasion, language) => this.variables(subject, language) };
  }

  /** One occasion for each way in which the couple is reached. */
  occasionsAt(subject: AppointmentSubject, when: Omit<Occasion, 'recipient'>): Occasion[] {
    return recipientsOf(subject, this.deps.hash).map((recipient) => ({ recipient, ...when }));
  }

  variables({ record, hall }: AppointmentSubject, language: Language): Variables {
    const { tokens, publicUrl } = this.deps;
    return {
      reference: record.reference,
      date: this.day(record.date, language),
      start: record.start,
      end: record.end,
      hall: hall.name[language],
      phone: hall.phone,
      link: publicUrl() + appointmentPaths.manage(record.reference, tokens.of(record._id)),
    };
  }

  day(date: string, language: Language): string {
    return dateFilters(language).shortDay(date);
  }

  mail(
    subject: AppointmentSubject,
    language: Language,
    { title, calendar }: { title: string; calendar?: 'REQUEST' | 'CANCEL' | undefined },
  ): ReturnType<NonNullable<PlannedDefinition<AppointmentSubject>['mail']>> {
    const { record, hall } = subject;
    const entry = calendar && this.deps.invitation?.(subject, language);
    const heading = `${title} · ${this.day(record.date, language)} ${record.start} · ${hall.name[language]}`;
    return { subject: heading, ...(entry && { calendar: entry }) };
  }
}
