import { ChannelFailure } from '../channel.js';

export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** What the other side said; undefined when it said more than anybody needs to hear. */
  text: string | undefined;
}

const LARGEST_ANSWER = 16 * 1024;

/** One POST over a connection that is kept for the next one; an answer of any status is an answer, and redirects are not followed. */
export async function post({ url, headers, body }: Outgoing, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await readBounded(response) };
  } catch (error) {
    throw new ChannelFailure('unreachable', `no answer (${reasonOf(error)})`);
  }
}

async function readBounded(response: Response): Promise<string | undefined> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Names the fault without quoting an error, which may quote what was sent. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'connection lost';
}
