import type { MessageRecord } from '../../../../../src/features/notifications/message.model.js';
import { allowedMinutes } from './allowance.js';
import { coveringOf, groupBy } from './covering.js';
import { type Expected, expectedMessages, firstLoud, isLoud, loudMinutes, type Stretch } from './expectation.js';
import type { HandOver } from './flaky-gateway.js';
import type { Simulated } from './simulation.js';
import { earlierInLine, linesOf } from './lines.js';
import { type Silence, silencesAbout, silencesOf } from './silence.js';
import { HASH } from './world.js';

export type Fault =
  | 'missing'
  | 'late'
  | 'unexpected'
  | 'double'
  | 'after-it-was-taken-back'
  | 'early'
  | 'at-night'
  | 'too-late'
  | 'to-the-wrong-address'
  | 'not-merged'
  | 'although-not-wanted'
  | 'out-of-order'
  | 'filed-wrongly'
  | 'unsettled';

export interface Finding {
  fault: Fault;
  key: string;
  about: string;
}

export interface Examination {
  findings: Finding[];
  /** Messages that had to be sent, those that were, and those that a change overtook so closely that both are right. */
  owed: number;
  sent: number;
  open: number;
  merged: number;
  /** Those that whoever they were for was not to get. */
  silenced: number;
  doubles: number;
  /** Kinds that came about. */
  kinds: ReadonlySet<string>;
}

const MINUTE_MS = 60_000;
const NEAR_MINUTES = 10;
const NEAR_MS = NEAR_MINUTES * MINUTE_MS;
/** Compares what came to the gateway with what was owed. */
export function examine(simulated: Simulated): Examination {
  const expected = expectedMessages(simulated.timelines);
  const silences = silencesOf(simulated.turns);
  const byId = new Map([...expected.values()].map((message) => [HASH.of('outgoing-message', message.key), message]));
  const handOvers = groupBy(simulated.handOvers, ({ id }) => id);
  const taken = new Map<string, HandOver>();
  for (const handOver of simulated.handOvers)
    if (isTaken(handOver) && !taken.has(handOver.id)) taken.set(handOver.id, handOver);
  const found: Examination = {
    findings: [],
    owed: 0,
    sent: taken.size,
    open: 0,
    merged: 0,
    silenced: 0,
    doubles: 0,
    kinds: kindsOf(simulated.handOvers),
  };
  const report = (fault: Fault, key: string, about: string) => found.findings.push({ fault, key, about });

  for (const [id, tries] of handOvers) {
    const message = byId.get(id);
    if (!message) {
      report('unexpected', id, `${tries[0]?.kind} to ${tries[0]?.to}`);
      continue;
    }
    for (const each of tries) examineHandOver(each, message, { silences: silencesAbout(message, silences), report });
    const handedOverAgain = tries.filter(isTaken).length - 1;
    const window = tries.slice(0, -1).filter(({ fared }) => fared === 'unheard').length;
    if (handedOverAgain > 0) found.doubles += handedOverAgain;
    if (handedOverAgain > window) report('double', message.key, `taken ${handedOverAgain + 1} times`);
  }
  const context = { taken, handOvers, losses: simulated.losses, expected, silences, lines: linesOf(byId.values()) };
  for (const [id, message] of byId) examineMessage(id, message, { ...context, found, report });
  for (const sent of taken.values()) {
    const message = byId.get(sent.id);
    if (!message) continue;
    examineNearness(message, sent, { ...context, report });
    const overtaken = earlierInLine(message, context.lines).find(({ key }) => {
      const earlier = taken.get(HASH.of('outgoing-message', key));
      return earlier && earlier.came > sent.came;
    });
    if (overtaken) report('out-of-order', message.key, `before ${overtaken.key}`);
  }
  for (const record of simulated.messages) {
    const { _id, state } = record;
    if (state === 'queued' || state === 'sending') report('unsettled', _id, state);
    const message = expected.get(_id);
    if (state === 'sent' && message) examineRecord(record, message, { taken, report });
  }
  return found;
}

function kindsOf(handOvers: readonly HandOver[]): ReadonlySet<string> {
  return new Set(handOvers.filter(isTaken).map(({ kind }) => kind));
}

type Report = (fault: Fault, key: string, about: string) => void;

function isTaken({ fared }: HandOver): boolean {
  return fared === 'taken' || fared === 'unheard';
}

function examineHandOver(
  handOver: HandOver,
  message: Expected,
  { silences, report }: { silences: readonly Silence[]; report: Report },
): void {
  const { at, begun, came, to } = handOver;
  const { key, dueAt, zone, stretches, addresses } = message;
  const when = `at ${at.toISOString()}`;
  if (at < dueAt) report('early', key, when);
  if (!isLoud(at, zone)) report('at-night', key, when);
  const overlaps = (span: { from: number; to: number }) => span.from <= came && span.to >= begun;
  const during = stretches.filter((each) => overlaps({ from: each.begun, to: each.ended }));
  if (during.length === 0) report('after-it-was-taken-back', key, when);
  else if (!during.some((stretch) => at <= stretch.to)) report('too-late', key, when);
  if (!addresses.some((each) => overlaps(each) && each.address === to)) report('to-the-wrong-address', key, when);
  const isSilent = (silence: Silence) =>
    silence.from.answered <= begun &&
    (silence.to?.begun ?? Infinity) >= came &&
    addresses.every((each) => !overlaps(each) || each.person === silence.person);
  if (silences.some(isSilent)) report('although-not-wanted', key, when);
}

interface Context {
  taken: ReadonlyMap<string, HandOver>;
  handOvers: ReadonlyMap<string, HandOver[]>;
  losses: ReadonlyMap<string, Date[]>;
  expected: ReadonlyMap<string, Expected>;
  silences: ReadonlyMap<string, Silence[]>;
  lines: ReadonlyMap<string, Expected[]>;
}

/** Whether what had to be sent was, and in time. */
function examineMessage(
  id: string,
  message: Expected,
  { found, report, ...context }: Context & { found: Examination; report: Report },
): void {
  const sent = context.taken.get(id);
  const waitedFor = earlierInLine(message, context.lines).map(({ key }) => HASH.of('outgoing-message', key));
  const allowed = allowedMinutes(id, sent, { ...context, waitedFor });
  const { key, dueAt, zone, stretches } = message;
  const opens = ({ from }: Stretch) => firstLoud(from > dueAt ? from : dueAt, zone);
  const mustBe = stretches.find((each) => {
    const from = opens(each);
    return from < each.to && loudMinutes(from, each.to, zone, allowed + 1) > allowed;
  });
  if (!mustBe) {
    if (sent === undefined && stretches.some((each) => opens(each) < each.to)) found.open += 1;
    return;
  }
  found.owed += 1;
  const from = opens(mustBe);
  if (!sent) {
    const held = heldUntil(message, { from, until: mustBe.to }, context);
    if (isCovered(message, { from, held, minutes: allowed }, context)) found.merged += 1;
    else if (isSilenced(message, { from, held, minutes: allowed }, context)) found.silenced += 1;
    else if (loudMinutes(held, mustBe.to, zone, allowed + 1) <= allowed) found.open += 1;
    else report('missing', key, `from ${from.toISOString()} to ${mustBe.to.toISOString()}`);
    return;
  }
  const held = heldUntil(message, { from, until: sent.at }, context);
  const took = loudMinutes(held, sent.at, zone);
  if (took > allowed)
    report('late', key, `${Math.round(took)} minutes of ${Math.round(allowed)} after ${from.toISOString()}`);
}

/** Whether its recipient was not to get it at some moment at which it may have been looked at. */
function isSilenced(
  message: Expected,
  { from, held, minutes }: { from: Date; held: Date; minutes: number },
  { silences }: Context,
): boolean {
  return silencesAbout(message, silences).some(
    ({ from: begins, to }) => loudMinutes(held, begins.at, message.zone) <= minutes && (!to || to.at >= from),
  );
}

/** A message waits while one that says the same and more is being tried close by. */
function heldUntil(
  message: Expected,
  { from, until }: { from: Date; until: Date },
  { handOvers, expected }: Context,
): Date {
  const failed = coveringOf(message, expected)
    .flatMap(({ key }) => handOvers.get(HASH.of('outgoing-message', key)) ?? [])
    .filter(({ fared, at }) => fared !== 'taken' && at <= until)
    .map(({ at }) => at.getTime() + NEAR_MS + MINUTE_MS);
  return new Date(Math.max(from.getTime(), ...failed));
}

/** Whether it is kept under the person it went to and the hall it is about, so that both find it. */
function examineRecord(
  { _id, recipientHash, hall }: MessageRecord,
  { channel, addresses }: Expected,
  { taken, report }: Pick<Context, 'taken'> & { report: Report },
): void {
  const sent = taken.get(HASH.of('outgoing-message', _id));
  if (!sent || sent.fared === 'unheard') return;
  const ofAddress = HASH.of(ADDRESSES[channel], sent.to);
  const halls = addresses.filter(({ from, to }) => from <= sent.came && to >= sent.begun).map((each) => each.hall);
  if (recipientHash !== ofAddress || !halls.includes(hall)) report('filed-wrongly', _id, `under ${hall}`);
}

const ADDRESSES = { sms: 'phone', email: 'email', webhook: 'webhook-endpoint' } as const;

/** Whether the same person was told the same and more close to when this message would have gone, as far as anybody could know. */
function isCovered(
  message: Expected,
  { from, held, minutes }: { from: Date; held: Date; minutes: number },
  { handOvers, expected }: Context,
): boolean {
  const earliest = from.getTime() - NEAR_MS - MINUTE_MS;
  // One whose answer was lost is handed over again, and only then is it known to have gone.
  return coveringOf(message, expected)
    .flatMap((other) => handOvers.get(HASH.of('outgoing-message', other.key)) ?? [])
    .some(
      (sent) =>
        isTaken(sent) &&
        sent.at.getTime() >= earliest &&
        loudMinutes(held, sent.at, message.zone) <= minutes + NEAR_MINUTES,
    );
}

/** Two that could have been one must not have been taken within ten minutes, unless nobody could know of the first. */
function examineNearness(
  message: Expected,
  sent: HandOver,
  { taken, expected, report }: Context & { report: Report },
): void {
  for (const other of coveringOf(message, expected)) {
    const covering = taken.get(HASH.of('outgoing-message', other.key));
    if (!covering || covering.fared === 'unheard' || sent.fared === 'unheard') continue;
    const apart = sent.at.getTime() - covering.at.getTime();
    const couldBeOne = other.stretches.some((each) => each.ended >= sent.begun && each.from < sent.at);
    if (apart >= 0 && apart < NEAR_MS && couldBeOne) report('not-merged', message.key, `with ${other.key}`);
  }
}
