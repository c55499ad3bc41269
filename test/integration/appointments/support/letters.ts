import { LETTER_ROLE } from '../../../../src/features/appointments/index.js';
import { EmailChannel } from '../../../../src/features/notifications/channels/email/email-channel.js';
import { createNotifications, type Notifications } from '../../../../src/features/notifications/index.js';
import type { BookedAppointment, Bureau } from '../../../support/bureau.js';
import { MailServer, type ReceivedLetter } from '../../../support/stand-ins/mail-server.js';
import { renderLetters } from '../../notifications/channels/support/letters.js';

export interface Letters {
  /** Hands the letter of a kind about an appointment over to the mail server, and answers what arrived there. */
  send(booked: Pick<BookedAppointment, 'reference'>, kind: string): Promise<ReceivedLetter>;
  /** The same letter as the store keeps it. */
  kept(booked: Pick<BookedAppointment, 'reference'>, kind: string): Promise<string | undefined>;
}

/** What a bureau writes to mailboxes, sent to a real mail server as in production instead of being kept. */
export function useLetters(bureau: Bureau): Letters {
  let mail: MailServer;
  let email: EmailChannel;
  let notifications: Notifications;

  before('letters', async () => {
    const { services, connection, clock, config } = bureau;
    mail = await MailServer.start();
    email = new EmailChannel({
      settings: { host: '127.0.0.1', port: mail.port, isTlsFromStart: false, from: '喜约 <noreply@xiyue.example>' },
      render: renderLetters(),
      publicUrl: config.http.publicUrl,
      clock,
    });
    notifications = createNotifications({
      ...services.secrets,
      messages: services.models.messages,
      connection,
      clock,
      logger: services.logger,
      words: services.texts,
      wishes: services.messagePreferences,
      protection: { isProtected: () => Promise.resolve(false) },
      channelFor: () => email,
      isLocal: false,
    });
    notifications.register({ sources: [services.aboutAppointments] });
  });
  after('letters', async () => {
    email?.close();
    await mail?.close();
  });

  async function find({ reference }: Pick<BookedAppointment, 'reference'>, kind: string) {
    const { appointments, messages } = bureau.services.models;
    const record = await appointments.findOne({ reference }, { _id: 1 }).lean();
    const message = await messages
      .findOne({ subject: record?._id, kind, role: LETTER_ROLE })
      .sort({ dueAt: -1 })
      .lean();
    if (!message) throw new Error(`no letter ${kind} was written`);
    return message;
  }

  return {
    async send(booked, kind) {
      const { _id } = await find(booked, kind);
      // Outside production news was kept as sent when it was written.
      await bureau.services.models.messages.updateOne({ _id }, { $set: { state: 'queued' } });
      const outcome = await notifications.sender.send(_id);
      const arrived = mail.taken.get((await find(booked, kind)).outgoingId ?? '');
      if (outcome !== 'sent' || !arrived) throw new Error(`the letter ${kind} was ${outcome}`);
      return arrived;
    },
    async kept(booked, kind) {
      const { subject } = await find(booked, kind);
      const all = await bureau.services.notifications.messages.sentAs(LETTER_ROLE, [subject]);
      return all.find((message) => message.kind === kind)?.body;
    },
  };
}
