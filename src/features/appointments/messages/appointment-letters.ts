import type { Config } from '../../../config/index.js';
import type { I18n } from '../../../infrastructure/i18n.js';
import type { Language } from '../../../infrastructure/language.js';
import { buildInvitation, checklistForLetter, type ConfirmationView } from '../../confirmation/index.js';
import type { LetterParts, LetterSection } from '../../notifications/index.js';
import type { AppointmentViews } from '../appointment-view.js';
import type { AppointmentSubject } from './appointment-subject.js';

/** Stands where no letter leaves the machine. */
const NOBODY = 'no-reply@xiyue.invalid';

/** What letters about an appointment bring besides the words. */
export interface AppointmentLetters {
  /** The calendar entry; none without a mailbox. */
  invitation(subject: AppointmentSubject, language: Language): LetterParts['calendar'];
  /** What both have to bring, as far as a mailbox that nobody has proved may know. */
  checklist(subject: AppointmentSubject, language: Language): LetterSection;
  /** What the appointment is called where it is looked up. A letter's link holds no key, so each letter says it. */
  reference(subject: AppointmentSubject, language: Language): LetterSection;
}

/** Invitations come from whoever sends the letters, so that mail programs trust them. */
export function appointmentLetters({
  config,
  views,
  i18n,
}: {
  config: { messages: Pick<Config['messages'], 'mail'> };
  views: AppointmentViews;
  i18n: I18n;
}): AppointmentLetters {
  const organizer = mailboxOf(config.messages.mail?.from) ?? NOBODY;
  const viewOf = ({ record, hall }: AppointmentSubject, language: Language): ConfirmationView =>
    views.toConfirmation(record, { hall, language, t: i18n.fixedT(language) });
  return {
    invitation(subject, language) {
      const attendee = subject.contact.contactEmail;
      if (attendee === undefined) return undefined;
      return buildInvitation(viewOf(subject, language), { attendee, organizer, t: i18n.fixedT(language) });
    },
    checklist: (subject, language) => checklistForLetter(viewOf(subject, language), i18n.fixedT(language)),
    reference: ({ record: { reference } }, language) => {
      const t = i18n.fixedT(language);
      return { heading: t('letters:reference.heading', { reference }), text: t('letters:reference.text') };
    },
  };
}

/** `name@host` of `Name <name@host>`. */
function mailboxOf(from: string | undefined): string | undefined {
  return from === undefined ? undefined : (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim());
}
