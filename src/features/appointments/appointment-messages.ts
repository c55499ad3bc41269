import type { I18n } from '../../infrastructure/i18n.js';
import { isLanguage, type Language } from '../../infrastructure/language.js';
import type { Hall } from '../halls/index.js';
import type { MessageKind, Notifications } from '../notifications/index.js';
import type { AppointmentRecord } from './appointment.model.js';
import { appointmentPaths } from './appointments.paths.js';
import type { ManageTokens } from './manage-token.js';

/** What couples are told by message. Divorce messages are neutral in wording; none names a person or a document. */
export class AppointmentMessages {
  constructor(
    private readonly deps: { notifications: Notifications; i18n: I18n; tokens: ManageTokens; publicUrl: () => string },
  ) {}

  async confirmed(record: AppointmentRecord, to: Recipient): Promise<void> {
    await this.send('appointment-confirmed', record, to);
  }

  async rescheduled(record: AppointmentRecord, to: Recipient): Promise<void> {
    await this.send('appointment-rescheduled', record, to);
  }

  async cancelled(record: AppointmentRecord, to: Recipient): Promise<void> {
    await this.send('appointment-cancelled', record, to);
  }

  async dayClosed(record: AppointmentRecord, to: Recipient): Promise<void> {
    await this.send('day-closed', record, to);
  }

  private async send(kind: MessageKind, record: AppointmentRecord, { hall, contactPhone }: Recipient): Promise<void> {
    const { notifications, i18n, tokens, publicUrl } = this.deps;
    const language: Language = isLanguage(record.language) ? record.language : 'zh-CN';
    const tone = record.business.startsWith('divorce') ? 'neutral' : 'warm';
    const body = i18n.fixedT(language)(`appointments:messages.${kind}.${tone}`, {
      reference: record.reference,
      date: record.date,
      start: record.start,
      end: record.end,
      hall: hall.name[language],
      phone: hall.phone,
      link: publicUrl() + appointmentPaths.manage(record.reference, tokens.of(record._id)),
    });
    await notifications.notify({
      kind,
      subject: record._id,
      occurrence: String(record.sequence),
      phone: contactPhone,
      body,
      at: record.updatedAt,
    });
  }
}

interface Recipient {
  hall: Hall;
  contactPhone: string;
}
