import type { Config } from '../../../config/index.js';
import type { I18n } from '../../../infrastructure/i18n.js';
import { buildInvitation } from '../../confirmation/index.js';
import type { AppointmentViews } from '../appointment-view.js';
import type { AppointmentKindDependencies } from './appointment-kind-tools.js';

/** Stands where no letter leaves the machine. */
const NOBODY = 'no-reply@xiyue.invalid';

/** The calendar entries of letters: invitations from whoever sends the letters, so that mail programs trust them. */
export function appointmentInvitations({
  config,
  views,
  i18n,
}: {
  config: { messages: Pick<Config['messages'], 'mail'> };
  views: AppointmentViews;
  i18n: I18n;
}): NonNullable<AppointmentKindDependencies['invitation']> {
  const organizer = mailboxOf(config.messages.mail?.from) ?? NOBODY;
  return ({ record, hall, contact }, language) => {
    const attendee = contact.contactEmail;
    if (attendee === undefined) return undefined;
    const t = i18n.fixedT(language);
    return buildInvitation(views.toConfirmation(record, { hall, language, t }), { attendee, organizer, t });
  };
}

/** `name@host` of `Name <name@host>`. */
function mailboxOf(from: string | undefined): string | undefined {
  return from === undefined ? undefined : (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim());
}
