import { maskPhone } from '../../eligibility/index.js';
import type { KeptMessage, Messages, MessageState } from '../../notifications/index.js';
import type { DataSubject, PersonalDataSource } from '../personal-data.js';

export interface MessageDataDependencies {
  messages: Messages;
  /** What messages are about: the sources of appointments and the like. */
  about: readonly PersonalDataSource[];
  /** Where instants that belong to no hall are shown. */
  formatInstant: (instant: Date, language: 'zh-CN' | 'en') => string;
}

const SETTLED: ReadonlySet<MessageState> = new Set(['sent', 'delivered', 'failed', 'cancelled', 'suppressed']);

/**
 * What was sent to the person's phone about what is theirs, and to the mailbox they named for it; another couple's messages to a
 * shared phone are not theirs.
 */
export function messageData({ messages: kept, about, formatInstant }: MessageDataDependencies): PersonalDataSource {
  const ownSubjects = async (subject: DataSubject): Promise<string[]> => {
    const subjects = await Promise.all(about.map(async (source) => (await source.messageSubjects?.(subject)) ?? []));
    return subjects.flat();
  };
  const ownMessages = async (subject: DataSubject): Promise<KeptMessage[]> => {
    const own = new Set(await ownSubjects(subject));
    const sent = await kept.sentTo(subject.phone);
    const letters = await Promise.all(about.map((source) => ownLetters(source, subject)));
    return [...sent.filter((message) => own.has(message.subject)), ...letters.flat()];
  };
  const ownLetters = async (source: PersonalDataSource, subject: DataSubject): Promise<KeptMessage[]> => {
    const letters = await source.letterSubjects?.(subject);
    return letters ? kept.sentAs(letters.role, letters.ids) : [];
  };
  return {
    name: 'messages',
    title: (t) => t('privacy:sources.messages'),
    async find(subject, { t, language }) {
      const messages = await ownMessages(subject);
      return messages.map(({ kind, channel, state, at, to, body }) => ({
        title: t('privacy:items.message', { at: formatInstant(at, language) }),
        rows: [
          { label: t('privacy:fields.to'), value: to === subject.phone || isMailbox(to) ? to : maskPhone(to) },
          { label: t('privacy:fields.text'), value: body },
        ],
        data: { kind, channel, state, at, to, body },
        erasure: SETTLED.has(state) ? { may: true } : { may: false, why: t('privacy:kept.unsent') },
      }));
    },
    async erase(subject) {
      const erased = await kept.erase((await ownMessages(subject)).map(({ id }) => id));
      await kept.forgetRecipient(subject.phone, await ownSubjects(subject));
      return erased;
    },
  };
}

function isMailbox(address: string): boolean {
  return address.includes('@');
}
