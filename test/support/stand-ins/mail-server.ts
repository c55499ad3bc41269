import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Fate } from './fate.js';

export interface ReceivedLetter {
  /** From its Message-ID. */
  id: string;
  letter: ParsedMail;
  source: string;
  handedOver: number;
}

interface MailServerOptions {
  /** Without it anybody may send. */
  login?: { user: string; password: string };
  /** TLS from the first byte, with a certificate that nobody trusts. */
  isTls?: boolean;
  seed?: string | number;
}

type Done = (error?: Error | null, text?: string) => void;

/** A mail server whose mailbox keeps one of several letters with the same Message-ID. */
export class MailServer {
  readonly fate: Fate;
  readonly taken = new Map<string, ReceivedLetter>();
  delayMs = 0;
  /** A step that is answered with this status. */
  refusal?: { step: 'sender' | 'recipient'; status: number };
  connections = 0;
  private readonly sockets = new Map<number | undefined, Socket>();
  private readonly server: SMTPServer;

  private constructor({ login, isTls = false, seed }: MailServerOptions) {
    this.fate = new Fate(seed);
    this.server = new SMTPServer({
      secure: isTls,
      disabledCommands: ['STARTTLS'],
      authOptional: !login,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      closeTimeout: 100,
      logger: false,
      onAuth: ({ username, password }, _session, done) => {
        const isKnown = username === login?.user && password === login?.password;
        return isKnown ? done(null, { user: username }) : done(refused(535));
      },
      onMailFrom: (_address, _session, done) => done(this.refusalAt('sender')),
      onRcptTo: (_address, _session, done) => done(this.refusalAt('recipient')),
      onData: (stream, session, done) => void this.receive(stream, session, done),
    });
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket: Socket) => {
      this.connections += 1;
      // Below TLS a socket is no longer ours to end.
      if (!isTls) this.sockets.set(socket.remotePort, socket);
    });
  }

  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const mail = new MailServer(options);
    await new Promise<void>((resolve) => mail.server.listen(0, '127.0.0.1', resolve));
    return mail;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    for (const socket of this.sockets.values()) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const source = await buffer(stream);
    const letter = await simpleParser(source);
    const id = /^<([^@>]+)@/.exec(letter.messageId ?? '')?.[1] ?? '';
    if (this.delayMs > 0) await wait(this.delayMs);
    const fault = this.fate.of(id);
    if (fault === 'stay-silent') return;
    if (fault === 'refuse-for-now') return done(refused(451));
    if (fault === 'refuse-for-good') return done(refused(554));
    const known = this.taken.get(id);
    if (known) known.handedOver += 1;
    else this.taken.set(id, { id, letter, source: source.toString('utf8'), handedOver: 1 });
    if (fault) return void this.sockets.get(session.remotePort)?.destroy();
    done(null, `queued as ${this.taken.size}`);
  }

  private refusalAt(step: 'sender' | 'recipient'): Error | null {
    return this.refusal?.step === step ? refused(this.refusal.status) : null;
  }
}

/** Quotes the recipient, as mail servers do. */
function refused(responseCode: number): Error {
  return Object.assign(new Error('<someone@example.com> is not welcome'), { responseCode });
}
