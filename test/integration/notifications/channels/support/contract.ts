import { inspect } from 'node:util';
import { expect } from 'chai';
import {
  type Channel,
  ChannelFailure,
  type OutgoingMessage,
} from '../../../../../src/features/notifications/channels/channel.js';
import type { Fate, Fault } from '../../../../support/stand-ins/fate.js';

/** A channel with its other side standing in; `taken` counts by id how often each message was handed over. */
export interface Bench {
  channel: Channel;
  fate: Fate;
  taken(): Map<string, number>;
  closeOtherSide(): Promise<void>;
  close(): Promise<void>;
}

interface Opens {
  open: (options: { timeoutMs: number }) => Promise<Pick<Bench, 'channel' | 'close'>>;
}

interface Contract {
  name: string;
  open: (options: { timeoutMs: number }) => Promise<Bench>;
  /** A message of this channel to somebody whose address and words are in `secrets`. */
  message: (id: string) => OutgoingMessage;
  secrets: readonly string[];
}

const PATIENT_MS = 8000;
const IMPATIENT_MS = 300;
const never = new AbortController().signal;

/** What a channel promises that hands messages to nobody: it accepts, unless whoever asked has no more time. */
export function describeChannelToNobody({ name, open, message }: Pick<Contract, 'name' | 'message'> & Opens): void {
  describe(`the channel ${name}`, () => {
    let bench: Awaited<ReturnType<typeof open>>;

    before(async () => {
      bench = await open({ timeoutMs: PATIENT_MS });
    });
    after(() => bench.close());

    it('sends nothing when it was told to stop before', async () => {
      const stopped = bench.channel.send(message('stopped'), AbortSignal.abort());
      expect(await failureOf(stopped)).to.include({ code: 'stopped', isPermanent: false });
      expect(await bench.channel.send(message('stopped'), never)).to.be.an('object');
    });

    it('has no time left when its caller has none', async () => {
      const signal = AbortSignal.timeout(0);
      while (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
      const late = bench.channel.send(message('late'), signal);
      expect(await failureOf(late)).to.include({ code: 'timeout', isPermanent: false });
    });
  });
}

/** What every channel promises the sender that hands messages to somebody else. */
export function describeChannel({ name, open, message, secrets }: Contract): void {
  describe(`the channel ${name}`, () => {
    let bench: Bench;
    let count = 0;
    let next: OutgoingMessage;

    beforeEach(async () => {
      bench = await open({ timeoutMs: PATIENT_MS });
      next = message(`m${(count += 1)}-Zq_x-9`);
    });
    afterEach(() => bench.close());

    const reopen = async (timeoutMs: number) => {
      await bench.close();
      bench = await open({ timeoutMs });
    };
    const send = (signal = never) => bench.channel.send(next, signal);
    const failure = (signal?: AbortSignal): Promise<ChannelFailure> => failureOf(send(signal));
    const whenPlanned = (...faults: Fault[]) => {
      bench.fate.plan(...faults);
      return failure();
    };

    it('resolves once the other side has the message', async () => {
      await send();
      expect([...bench.taken()]).to.deep.equal([[next.id, 1]]);
    });

    it('sends nothing when it was told to stop before, or has no time left', async () => {
      expect(await failure(AbortSignal.abort())).to.include({ code: 'stopped' });
      const signal = AbortSignal.timeout(0);
      while (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
      expect(await failure(signal)).to.include({ code: 'timeout' });
      expect(bench.taken().size).to.equal(0);
    });

    it('fails for now when it is refused for now, and the next attempt goes through', async () => {
      expect(await whenPlanned('refuse-for-now')).to.include({ isPermanent: false });
      expect(bench.taken().size).to.equal(0);
      await send();
      expect([...bench.taken()]).to.deep.equal([[next.id, 1]]);
    });

    it('fails for good when trying again cannot help', async () => {
      expect(await whenPlanned('refuse-for-good')).to.include({ isPermanent: true });
      expect(bench.taken().size).to.equal(0);
    });

    it('gives up waiting for an answer after its time', async () => {
      await reopen(IMPATIENT_MS);
      const { code, isPermanent } = await whenPlanned('stay-silent');
      expect({ code, isPermanent }).to.deep.equal({ code: 'timeout', isPermanent: false });
    });

    it('ends at once when it is told to, and when its caller has no more time', async () => {
      bench.fate.plan('stay-silent', 'stay-silent');
      const stopping = new AbortController();
      setTimeout(() => stopping.abort(), 60);
      expect(await failure(stopping.signal)).to.include({ code: 'stopped', isPermanent: false });
      expect(await failure(AbortSignal.timeout(60))).to.include({ code: 'timeout', isPermanent: false });
    });

    it('fails for now when the answer is lost, and the other side drops the message it has', async () => {
      expect(await whenPlanned('lose-answer')).to.include({ isPermanent: false });
      expect([...bench.taken()]).to.deep.equal([[next.id, 1]]);
      await send();
      expect([...bench.taken()]).to.deep.equal([[next.id, 2]]);
    });

    it('is not the cause of a second message: what has another id is another message', async () => {
      await send();
      next = message('another');
      await send();
      expect([...bench.taken().keys()]).to.have.length(2);
    });

    it('hands over many at once', async () => {
      const many = Array.from({ length: 40 }, (_, index) => message(`many-${index}`));
      await Promise.all(many.map((one) => bench.channel.send(one, never)));
      expect([...bench.taken().values()]).to.deep.equal(many.map(() => 1));
    });

    it('fails for now when nobody is there', async () => {
      await bench.closeOtherSide();
      expect(await failure()).to.include({ code: 'unreachable', isPermanent: false });
    });

    it('never tells to whom it failed, nor what it would have said', async () => {
      const failures = [
        await whenPlanned('refuse-for-now'),
        await whenPlanned('refuse-for-good'),
        await whenPlanned('lose-answer'),
      ];
      await reopen(IMPATIENT_MS);
      failures.push(await whenPlanned('stay-silent'));
      await bench.closeOtherSide();
      failures.push(await failure());
      const told = failures.map((error) => inspect(error, { depth: Infinity, showHidden: true })).join('\n');
      expect(secrets.filter((secret) => told.includes(secret))).to.deep.equal([]);
      for (const { code } of failures) expect(code).to.match(/^[a-z0-9-]{1,40}$/);
    });
  });
}

async function failureOf(sending: Promise<unknown>): Promise<ChannelFailure> {
  const error: unknown = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(ChannelFailure);
  return error as ChannelFailure;
}
