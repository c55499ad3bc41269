import type { FieldCipher, KeyedHash } from '../../../infrastructure/field-cipher.js';
import type { Language } from '../../../infrastructure/language.js';
import { unseal } from '../../../infrastructure/sealed-field.js';
import type {
  DirectDefinition,
  Occasion,
  PlannedDefinition,
  SubjectSource,
  Variables,
} from '../catalogue/definition.js';
import type { OutgoingMessage } from '../channels/channel.js';
import { letterText } from '../channels/email/letter-text.js';
import type { MessageRecord } from '../message.model.js';
import type { WordSource } from '../words.js';

const CONTENT = 'message.content';
const GIVEN = 'message.given';
const PLAIN = 'plain';

/** A message as it was sent. */
export interface MessageContent {
  to: string;
  body: string;
  code?: string;
}

/** What the causer of a direct kind knows and nobody can find again. */
export interface Given {
  to: string;
  language: Language;
  variables: Variables;
  /** A secret that stands in the text, for development's page of messages. */
  code?: string;
}

export interface Composed {
  outgoing: OutgoingMessage;
  content: MessageContent;
  textVersion: string;
}

/** Puts messages into words, from what is true at that moment, and seals what must be kept of them. */
export class Composer {
  constructor(private readonly deps: { cipher: FieldCipher; hash: KeyedHash; words: WordSource }) {}

  async planned(message: PlannedMessage): Promise<Composed> {
    const { source, definition, subject, occasion, id } = message;
    const { recipient } = occasion;
    const { kind, texts } = definition;
    const { address: to, language } = recipient;
    const outgoing = { id: this.outgoingId(id), kind, to, language };
    if (definition.event) {
      const event = definition.event(subject, occasion);
      return {
        outgoing: { ...outgoing, text: '', event },
        content: { to, body: JSON.stringify(event) },
        textVersion: '',
      };
    }
    const hall = source.hallOf(subject);
    const { text, version, ...template } = await this.deps.words.wordsFor({
      kind,
      texts,
      language,
      tone: definition.tone?.(subject) ?? PLAIN,
      variables: definition.variables(subject, occasion, language),
      ...(hall !== undefined && { hall }),
    });
    const mail = recipient.channel === 'email' ? definition.mail?.(subject, occasion, language) : undefined;
    return {
      outgoing: { ...outgoing, text, template, ...(mail && { mail }) },
      content: { to, body: letterText(text, mail?.sections) },
      textVersion: version,
    };
  }

  async direct(definition: DirectDefinition, id: string, given: Given, hall?: string): Promise<Composed> {
    const { kind, texts } = definition;
    const { to, language, variables, code } = given;
    const asked = { kind, texts, language, tone: PLAIN, variables, ...(hall !== undefined && { hall }) };
    const { text, version, ...template } = await this.deps.words.wordsFor(asked);
    return {
      outgoing: { id: this.outgoingId(id), kind, to, language, text, template },
      content: { to, body: text, ...(code !== undefined && { code }) },
      textVersion: version,
    };
  }

  /** What the other side calls a message: nothing in it says what it is about. */
  outgoingId(id: string, round = 0): string {
    return this.deps.hash.of('outgoing-message', round === 0 ? id : `${id}#${round}`);
  }

  sealContent(content: MessageContent): Buffer {
    return this.deps.cipher.seal(content, CONTENT);
  }

  openContent(content: NonNullable<MessageRecord['content']>): MessageContent {
    return unseal<MessageContent>(this.deps.cipher, CONTENT, content);
  }

  sealGiven(given: Given): Buffer {
    return this.deps.cipher.seal(given, GIVEN);
  }

  openGiven(given: NonNullable<MessageRecord['given']>): Given {
    return unseal<Given>(this.deps.cipher, GIVEN, given);
  }
}

export interface PlannedMessage {
  id: string;
  source: SubjectSource;
  definition: PlannedDefinition;
  subject: unknown;
  occasion: Occasion;
}
