import type { Socket } from 'node:net';
import type { Document } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { encodeReply, MessageSplitter, parseMessage, type Request } from './framing.js';

export type Answer = (request: Request) => Promise<Document> | Document;

/** Answers one client's requests in their order; a frame that is no message ends this connection and no other. */
export function serveConnection(socket: Socket, answer: Answer): void {
  const splitter = new MessageSplitter();
  const waiting: Request[] = [];
  let busy = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const message of splitter.push(chunk)) waiting.push(parseMessage(message));
    } catch {
      socket.destroy();
      return;
    }
    if (!busy) void drain();
  });

  async function drain(): Promise<void> {
    busy = true;
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const reply = await replyTo(request, answer);
      if (request.answered && !socket.destroyed) socket.write(reply);
    }
    busy = false;
  }
}

async function replyTo(request: Request, answer: Answer): Promise<Buffer> {
  try {
    return encodeReply(request, await answer(request));
  } catch (error) {
    return encodeReply(request, asCommandError(error).toReply());
  }
}

function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  return new CommandError(8, error instanceof Error ? error.message : String(error));
}
