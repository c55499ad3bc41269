import { decodeDocument } from '../bson/decode.js';
import { encodeDocument } from '../bson/encode.js';
import type { Document } from '../bson/values.js';

export const LARGEST_MESSAGE = 48_000_000;

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
const HEADER = 16;

const checksumPresent = 1;
const moreToCome = 2;

export interface Request {
  id: number;
  /** The legacy handshake is answered in its own format. */
  legacy: boolean;
  /** False when the client asked for no reply (unacknowledged writes). */
  answered: boolean;
  command: Document;
  bytes: number;
}

/** A peer that does not speak the protocol; its connection is closed. */
export class ProtocolError extends Error {}

/** Cuts a stream into whole messages. */
export class MessageSplitter {
  private chunks: Buffer[] = [];
  private size = 0;

  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.size += chunk.length;
    const messages: Buffer[] = [];
    while (this.size >= 4) {
      const first = this.joined(4);
      const length = first.readInt32LE(0);
      if (length < HEADER || length > LARGEST_MESSAGE) throw new ProtocolError(`message length ${length}`);
      if (this.size < length) break;
      const all = this.joined(length);
      messages.push(all.subarray(0, length));
      this.chunks = all.length > length ? [all.subarray(length)] : [];
      this.size -= length;
    }
    return messages;
  }

  private joined(least: number): Buffer {
    const [first] = this.chunks;
    if (first !== undefined && first.length >= least) {
      if (this.chunks.length === 1) return first;
    }
    const all = Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}

export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  try {
    if (opCode === opMsg) return parseMsg(message, id);
    if (opCode === opQuery) return parseQuery(message, id);
  } catch (error) {
    throw new ProtocolError((error as Error).message);
  }
  throw new ProtocolError(`operation code ${opCode}`);
}

function parseMsg(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(HEADER);
  if ((flags & 0xfffc) !== 0) throw new ProtocolError(`flags ${flags}`);
  const end = message.length - ((flags & checksumPresent) === 0 ? 0 : 4);
  let command: Document | undefined;
  const sequences: Document = {};
  for (let at = HEADER + 4; at < end;) {
    const kind = message[at++];
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw new ProtocolError('section length');
    if (kind === 0) {
      if (command !== undefined) throw new ProtocolError('two bodies');
      command = decodeDocument(message.subarray(at, at + size));
    } else if (kind === 1) {
      const [name, documents] = parseSequence(message.subarray(at + 4, at + size));
      sequences[name] = documents;
    } else {
      throw new ProtocolError(`section kind ${kind}`);
    }
    at += size;
  }
  if (command === undefined) throw new ProtocolError('no body');
  return {
    id,
    legacy: false,
    answered: (flags & moreToCome) === 0,
    command: Object.assign(command, sequences),
    bytes: message.length,
  };
}

function parseSequence(bytes: Buffer): [string, Document[]] {
  const end = bytes.indexOf(0);
  if (end < 0) throw new ProtocolError('sequence name');
  const documents: Document[] = [];
  for (let at = end + 1; at < bytes.length;) {
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw new ProtocolError('sequence document');
    documents.push(decodeDocument(bytes.subarray(at, at + size)));
    at += size;
  }
  return [bytes.toString('utf8', 0, end), documents];
}

function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, HEADER + 4);
  if (nameEnd < 0) throw new ProtocolError('collection name');
  const name = message.toString('utf8', HEADER + 4, nameEnd);
  const query = decodeDocument(message, nameEnd + 9);
  const inner = query['$query'] ?? query['query'];
  const command = (inner ?? query) as Document;
  return {
    id,
    legacy: true,
    answered: true,
    command: { ...command, $db: name.replace(/\.\$cmd$/, '') },
    bytes: message.length,
  };
}

let lastReply = 0;

export function encodeReply(request: Request, reply: Document): Buffer {
  const body = encodeDocument(reply);
  const prefix = request.legacy ? 36 : 21;
  const message = Buffer.allocUnsafe(prefix + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE((lastReply = (lastReply + 1) & 0x7fffffff), 4);
  message.writeInt32LE(request.id, 8);
  message.writeInt32LE(request.legacy ? opReply : opMsg, 12);
  message.fill(0, HEADER, prefix);
  if (request.legacy) {
    message.writeInt32LE(8, 16);
    message.writeInt32LE(1, 32);
  }
  body.copy(message, prefix);
  return message;
}
