import type { Binary } from 'bson';
import { decodeDocument } from '../bson/decode.js';
import { encodeDocument } from '../bson/encode.js';
import { toNumber } from '../bson/numbers.js';
import { isDocument, type Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { CommandContext } from './context.js';
import { systemTime } from '../system-time.js';

const prefix = 'r:';
const KEPT_MS = 60 * 60_000;

/** Runs a write job, or, when the client retries one that was done, answers what it answered then. */
export function once(context: CommandContext, job: () => Document): Promise<Document> {
  const { store, command } = context;
  const { txnNumber, lsid } = command;
  if (txnNumber === undefined || !isDocument(lsid)) return store.write(job);
  const key = Buffer.concat([Buffer.from(prefix), (lsid['id'] as Binary).buffer]);
  const number = toNumber(txnNumber);
  return store.write(() => {
    const bytes = store.environment.catalogue.getBinary(key);
    const known = bytes === undefined ? undefined : decodeDocument(bytes);
    const last = known === undefined ? -1 : toNumber(known['number']);
    if (number < last)
      throw new CommandError(
        225,
        `Retryable write with txnNumber ${number} is prohibited; a newer one (${last}) has started`,
      );
    if (number === last) return known?.['reply'] as Document;
    const reply = job();
    const entry = { number: txnNumber, reply, at: new Date(systemTime()) };
    store.environment.catalogue.putSync(key, encodeDocument(entry));
    return reply;
  });
}

/** Forgets retries too old for any client to make. */
export function forgetRetries({ store }: Pick<CommandContext, 'store'>, now: number): Promise<void> {
  return store.write(() => {
    const { catalogue } = store.environment;
    const old: Buffer[] = [];
    for (const { key, value } of catalogue.getRange({ start: Buffer.from(prefix), end: Buffer.from('r;') })) {
      if (now - (decodeDocument(value)['at'] as Date).getTime() > KEPT_MS) old.push(key);
    }
    for (const key of old) catalogue.removeSync(key);
  });
}
