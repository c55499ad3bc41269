import Joi from 'joi';
import { type Accepted, ChannelFailure } from '../channel.js';
import type { Answer } from '../http/post.js';
import { retryAfterMs } from '../http/retry-after.js';

/** It took this message before: what was lost then was only its answer. */
const ALREADY_TAKEN = 409;
/** The fault is in this message; any other refusal would meet every message and passes once it is mended. */
const FAULTS_OF_THE_MESSAGE: ReadonlySet<number> = new Set([400, 406, 410, 411, 413, 414, 415, 422]);
/** Reason codes of a carrier are shown to operators, so they may not carry a phone number. */
const REASON = /^(?!.*\d{7})[A-Za-z][\w.-]{0,59}$/;

const acceptance = Joi.object<{ providerId?: string }>({ providerId: Joi.string().max(200) })
  .unknown()
  .required();
const refusal = Joi.object<{ code?: string }>({ code: Joi.string().pattern(REASON) })
  .unknown()
  .required();

/** @throws {ChannelFailure} unless the gateway says that it took the message. */
export function readAcceptance(answer: Answer, now: Date): Accepted {
  const { status } = answer;
  const isTaken = status >= 200 && status < 300;
  if (!isTaken && status !== ALREADY_TAKEN) throw failureOf(answer, now);
  const said = readJson(answer.text, acceptance);
  if (!said && isTaken) throw new ChannelFailure('unreadable-answer', `the gateway answered ${status} with no sense`);
  return said?.providerId === undefined ? {} : { providerId: said.providerId };
}

function failureOf({ status, retryAfter, text }: Answer, now: Date): ChannelFailure {
  const isPermanent = FAULTS_OF_THE_MESSAGE.has(status);
  const reason = readJson(text, refusal)?.code;
  const wait = retryAfterMs(retryAfter, now);
  return new ChannelFailure(
    reason ?? (isPermanent ? 'refused' : `status-${status}`),
    `the gateway answered ${status}`,
    { isPermanent, ...(wait !== undefined && { retryAfterMs: wait }) },
  );
}

function readJson<T>(text: string | undefined, schema: Joi.ObjectSchema<T>): T | undefined {
  try {
    const said: unknown = JSON.parse(text ?? '');
    const result = schema.validate(said, { convert: false });
    return result.error ? undefined : result.value;
  } catch {
    return undefined;
  }
}
