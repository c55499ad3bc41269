import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { ChannelFailure } from '../channel.js';

export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  status: number;
  retryAfter: string | undefined;
  /** What the other side said; undefined when it said more than anybody needs to hear. */
  text: string | undefined;
}

const LARGEST_ANSWER = 16 * 1024;
/** Shorter than servers keep an idle connection, so that ours is not closed under a message that is just being sent. */
const KEPT_IDLE_MS = 4000;

const keeping = { keepAlive: true, timeout: KEPT_IDLE_MS };
const plain = { request: plainRequest, agent: new PlainAgent(keeping) };
const tls = { request: tlsRequest, agent: new TlsAgent(keeping) };

/** One POST over a connection that is kept for the next one; an answer of any status is an answer, and redirects are not followed. */
export async function post(outgoing: Outgoing, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await begin(outgoing, signal);
    const { statusCode = 0, headers } = response;
    return { status: statusCode, retryAfter: headers['retry-after'], text: await readBounded(response) };
  } catch (error) {
    throw new ChannelFailure('unreachable', `no answer (${reasonOf(error)})`);
  }
}

// Not fetch, which costs five times as much for each message.
function begin({ url, headers, body }: Outgoing, signal: AbortSignal): Promise<IncomingMessage> {
  const { request, agent } = url.startsWith('https:') ? tls : plain;
  const length = { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const started = request(url, { method: 'POST', headers: { ...headers, ...length }, agent, signal }, resolve);
    started.on('error', reject).end(body);
  });
}

async function readBounded(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Names the fault without quoting an error, which may quote what was sent. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'connection lost';
}
