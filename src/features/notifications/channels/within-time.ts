import { setMaxListeners } from 'node:events';
import { ChannelFailure } from './channel.js';

interface Limits {
  timeoutMs: number;
  /** Ends the wait early, for instance when the process stops. */
  signal: AbortSignal;
}

/** Does one attempt with an end: when it comes, nobody can tell whether the other side took the message. */
export async function withinTime<T>(
  { timeoutMs, signal }: Limits,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const end = (code: 'timeout' | 'stopped') => ending.abort(new ChannelFailure(code, ENDED[code]));
  const stop = () => end(isTimeout(signal) ? 'timeout' : 'stopped');
  // One signal may stop every attempt of a process.
  setMaxListeners(0, signal);
  const timer = setTimeout(() => end('timeout'), timeoutMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    ending.signal.throwIfAborted();
    return await Promise.race([attempt(ending.signal), whenEnded(ending.signal)]);
  } catch (error) {
    // However the attempt puts it, it failed because it was ended.
    ending.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Not every wait can be broken off, that for a name for instance. */
function whenEnded(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
}

const ENDED = { timeout: 'no answer in time', stopped: 'the attempt was stopped' };

function isTimeout({ reason }: AbortSignal): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
