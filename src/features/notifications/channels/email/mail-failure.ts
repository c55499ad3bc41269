import { ChannelFailure } from '../channel.js';

/** What a mail library tells of a failure; its message quotes addresses and is not repeated. */
interface MailError {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** Steps at which a refusal is about this letter; earlier ones are about us, and are mended for all letters at once. */
const STEPS_OF_THE_LETTER: ReadonlySet<string | undefined> = new Set(['RCPT TO', 'DATA']);

/** Names why a mail server did not take a letter. */
export function mailFailure(error: unknown): ChannelFailure {
  const { code, command, responseCode } = error as MailError;
  if (responseCode !== undefined) {
    const isPermanent = responseCode >= 500 && STEPS_OF_THE_LETTER.has(command);
    return new ChannelFailure(
      isPermanent ? 'refused' : `status-${responseCode}`,
      `the mail server answered ${responseCode} to ${command ?? 'the letter'}`,
      { isPermanent },
    );
  }
  // Without an answer to it: the library itself finds the recipient's address unusable.
  if (code === 'EENVELOPE') return new ChannelFailure('address-unusable', 'not an address', { isPermanent: true });
  return new ChannelFailure('unreachable', `no answer of the mail server (${code ?? 'connection lost'})`);
}
