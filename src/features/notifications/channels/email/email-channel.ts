import { createTransport } from 'nodemailer';
import { isLoopback, type MailSettings } from '../../../../config/index.js';
import type { Clock } from '../../../../infrastructure/clock.js';
import { type Accepted, type Channel, ChannelFailure, type OutgoingMessage } from '../channel.js';
import { withinTime } from '../within-time.js';
import { letterHtml, type Render } from './letter.js';
import { letterText } from './letter-text.js';
import { mailFailure } from './mail-failure.js';

const TIMEOUT_MS = 12_000;
const CONNECTIONS = 5;

interface EmailOptions {
  settings: MailSettings;
  render: Render;
  /** Where links of our own lead. */
  publicUrl: string;
  clock: Clock;
  timeoutMs?: number;
}

/** Letters over SMTP: text and HTML, and with an appointment the invitation that calendars act on. */
export class EmailChannel implements Channel {
  readonly name = 'email';
  private readonly transport: ReturnType<typeof pooledTransport>;

  constructor(private readonly options: EmailOptions) {
    this.transport = pooledTransport(options.settings);
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<Accepted> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    const letter = this.letter(message);
    return withinTime({ timeoutMs, signal }, async (ending) => {
      try {
        await this.transport.sendMail({ ...letter, signal: ending });
        return {};
      } catch (error) {
        throw mailFailure(error);
      }
    });
  }

  /** Ends the connections; a letter that is under way is finished first. */
  close(): void {
    this.transport.close();
  }

  private letter({ id, to, text, language, kind, mail }: OutgoingMessage) {
    const { settings, render, publicUrl: origin, clock } = this.options;
    if (!mail) throw new ChannelFailure('letter-incomplete', `${kind} has no subject`, { isPermanent: true });
    const { subject, calendar, sections } = mail;
    return {
      // The same for every attempt, so that a mailbox that got the letter already can drop the second.
      messageId: `<${id}@${hostOf(settings.from)}>`,
      date: clock.now(),
      from: settings.from,
      // As an object, or a comma in an address would make two recipients of it.
      to: { name: '', address: to },
      subject,
      text: letterText(text, sections),
      html: letterHtml({ subject, text, language, sections }, { render, origin }),
      ...(calendar && { icalEvent: { method: calendar.method, content: calendar.content, filename: 'invite.ics' } }),
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }
}

function pooledTransport({ host, port, isTlsFromStart, login }: MailSettings) {
  return createTransport({
    pool: true,
    host,
    port,
    secure: isTlsFromStart,
    // A server on this machine has nobody's certificate; anywhere else STARTTLS is demanded.
    ...(isLoopback(host) ? { ignoreTLS: true } : { requireTLS: true }),
    ...(login && { auth: { user: login.user, pass: login.password } }),
    maxConnections: CONNECTIONS,
    // Whether a letter is sent again is for the sender to decide, who knows how often it was.
    maxRequeues: 0,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
}

function hostOf(sender: string): string {
  return /@([^>]+)>?$/.exec(sender)?.[1] ?? 'localhost';
}
