import type { I18n } from '../../infrastructure/i18n.js';
import { isLanguage, type Language } from '../../infrastructure/language.js';
import { dateFilters } from '../../infrastructure/view-dates.js';
import { isSensitive } from '../confirmation/index.js';
import type { Hall } from '../halls/index.js';
import { type MessageContent, messageId, type MessageKind, type Notifications } from '../notifications/index.js';
import type { AppointmentRecord } from './appointment.model.js';
import { appointmentPaths } from './appointments.paths.js';
import type { ManageTokens } from './manage-token.js';

/** What couples are told by message. Those about divorce or counselling are neutral in wording; none names a person or a document. */
export class AppointmentMessages {
  constructor(
    private readonly deps: { notifications: Notifications; i18n: I18n; tokens: ManageTokens; publicUrl: () => string },
  ) {}

  /** Tells what the latest change of the appointment was; telling it again changes nothing. */
  async changed(record: AppointmentRecord, to: Recipient): Promise<void> {
    const kind = changeKindOf(record);
    if (kind) await this.send(kind, record, to);
  }

  private async send(kind: MessageKind, record: AppointmentRecord, to: Recipient): Promise<void> {
    await this.deps.notifications.notify({
      ...nameOf(kind, record),
      phoneHash: record.phoneHash,
      at: record.updatedAt,
      compose: () => this.compose(kind, record, to),
    });
  }

  /** The words of a message, from the appointment as it is now. */
  compose(kind: MessageKind, record: AppointmentRecord, { hall, contactPhone }: Recipient): MessageContent {
    const { i18n, tokens, publicUrl } = this.deps;
    const language: Language = isLanguage(record.language) ? record.language : 'zh-CN';
    const tone = isSensitive(record.business) ? 'neutral' : 'warm';
    const body = i18n.fixedT(language)(`appointments:messages.${kind}.${tone}`, {
      reference: record.reference,
      date: dateFilters(language).shortDay(record.date),
      start: record.start,
      end: record.end,
      hall: hall.name[language],
      phone: hall.phone,
      link: publicUrl() + appointmentPaths.manage(record.reference, tokens.of(record._id)),
    });
    return { to: contactPhone, body };
  }
}

/** The message that the latest change owes the couple; none when it was not theirs. */
export function owedMessage(record: AppointmentRecord): string | undefined {
  const kind = changeKindOf(record);
  return kind && messageId(nameOf(kind, record));
}

const KINDS: Record<string, MessageKind> = {
  booked: 'appointment-confirmed',
  rescheduled: 'appointment-rescheduled',
  cancelled: 'appointment-cancelled',
};

/** What the hall does to an appointment, whoever of its staff it was. */
const BY_HALL: Record<string, MessageKind> = {
  moved: 'appointment-moved',
  'time-closed': 'day-closed',
  'time-reopened': 'day-reopened',
};

function changeKindOf({ history }: AppointmentRecord): MessageKind | undefined {
  const latest = history.at(-1);
  if (!latest) return undefined;
  return latest.actor === 'couple' ? KINDS[latest.action] : BY_HALL[latest.action];
}

/** A time can be closed and opened again while nothing changes that a calendar must learn of. */
function nameOf(kind: MessageKind, { _id, sequence, history }: AppointmentRecord) {
  const occurrence = kind.startsWith('day-') ? `${sequence}.${history.length}` : String(sequence);
  return { kind, subject: _id, occurrence };
}

interface Recipient {
  hall: Hall;
  contactPhone: string;
}
