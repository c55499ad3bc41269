import type { Language } from '../../../infrastructure/language.js';

/** Where messages leave: a gateway for text messages, a mail server, another system's address, or, in development, nowhere. */
export type ChannelName = 'sms' | 'email' | 'webhook' | 'outbox';

export interface Channel {
  readonly name: ChannelName;
  /**
   * Hands one message over. Resolves once the other side has taken responsibility for it; throws ChannelFailure when it has not,
   * or when nobody can tell. A message that is handed over again carries the same id, so that the other side can drop it.
   */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<Accepted>;
}

export interface OutgoingMessage {
  /** Names the message to the other side; the same for every attempt, and it says nothing about anybody. */
  id: string;
  kind: string;
  to: string;
  language: Language;
  /** The words, complete. */
  text: string;
  /** The same words as carriers want them: a template filed with them and its parameters in the order of `{1}`, `{2}` …. */
  template?: { carrierCode?: string; parameters: readonly string[] };
  /** What only a letter has. */
  mail?: LetterParts;
  /** What only another system gets. */
  event?: Readonly<Record<string, unknown>>;
}

export interface LetterParts {
  subject: string;
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
  /** What a letter says below the words that every channel has. */
  sections?: readonly LetterSection[];
}

export interface LetterSection {
  heading: string;
  text?: string;
  lists?: readonly { heading: string; items: readonly string[] }[];
}

export interface Accepted {
  /** The other side's own name for it, if it has one. */
  providerId?: string;
}

/** The other side did not take a message, or nobody can tell whether it did. */
export class ChannelFailure extends Error {
  /** A short name for what went wrong, for the page of dead letters: `refused`, `timeout`, `unreachable`, `template-unknown` …. */
  readonly code: string;
  /** Sending the same again cannot help. */
  readonly isPermanent: boolean;
  readonly retryAfterMs?: number;

  constructor(
    code: string,
    message: string,
    options: { isPermanent?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ChannelFailure';
    this.code = code;
    this.isPermanent = options.isPermanent ?? false;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** What the other side says later about a message it took. Reports may come in any order, and more than once. */
export interface DeliveryReport {
  /** Our id of the message. */
  id: string;
  outcome: 'delivered' | 'failed';
  at: Date;
  /** The other side's reason for a failure. */
  code?: string;
}
