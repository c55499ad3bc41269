import { expect } from 'chai';
import {
  type Channel,
  ChannelFailure,
  type OutgoingMessage,
} from '../../../../src/features/notifications/channels/channel.js';
import type { MessageRecord } from '../../../../src/features/notifications/message.model.js';
import { bearer, slotOf, tally } from '../../../support/api.js';
import { BOOKABLE_DAY, type BookedAppointment, MONDAY_MORNING, useBureau } from '../../../support/bureau.js';

const MINUTE_MS = 60_000;
const REMINDERS = ['appointment-in-three-days', 'appointment-tomorrow', 'appointment-today'];

describe('scenario 7: twenty cancel one appointment at once', () => {
  const bureau = useBureau();

  it('gives the place back once and sends one message', async () => {
    const booked = await bureau.bookCouple(1);
    const answers = await cancelTogether(booked);

    expect(tally(answers)).to.deep.equal({ '200': 20 });
    expect(await actionsOf(booked)).to.deep.equal(['booked', 'cancelled']);
    expect(await cancellations(booked)).to.equal(1);
    expect(await claimsOf(booked), 'it is kept back for a while, so that nobody can hand it on').to.equal(1);
    bureau.advance(90 * MINUTE_MS);
    expect(await slotOf(bureau, { date: BOOKABLE_DAY, start: '09:00' })).to.include({ free: 4 });
  });

  it('is seen to send many where each of them may cancel', async () => {
    bureau.setTime(MONDAY_MORNING);
    const booked = await bureau.bookCouple(2, { start: '10:00' });
    const collection = bureau.services.models.appointments.collection as unknown as Record<string, unknown>;
    const guarded = (collection['findOneAndUpdate'] as (...given: unknown[]) => unknown).bind(collection);
    collection['findOneAndUpdate'] = ({ _id }: { _id: string }, ...rest: unknown[]) => guarded({ _id }, ...rest);
    await cancelTogether(booked);
    delete collection['findOneAndUpdate'];

    expect((await actionsOf(booked)).length).to.be.above(2);
    expect(await cancellations(booked)).to.be.above(1);
  });

  const cancelTogether = (booked: BookedAppointment) =>
    Promise.all(
      Array.from({ length: 20 }, () =>
        bureau.http.post(`/api/v1/appointments/${booked.reference}/cancel`).set(bearer(booked)).send({}),
      ),
    );
  const recordOf = async ({ reference }: BookedAppointment) =>
    bureau.services.models.appointments.findOne({ reference }).orFail().lean();
  const actionsOf = async (booked: BookedAppointment) => (await recordOf(booked)).history.map(({ action }) => action);
  const cancellations = async (booked: BookedAppointment) =>
    bureau.services.models.messages.countDocuments({
      subject: (await recordOf(booked))._id,
      kind: 'appointment-cancelled',
    });

  async function claimsOf(booked: BookedAppointment): Promise<number | undefined> {
    const { _id, slot } = await recordOf(booked);
    const found = await bureau.services.models.slots.findById(slot).lean();
    return found?.claims.filter(({ holder }) => holder === _id).length;
  }
});

describe('scenario 21: reminders', () => {
  const bureau = useBureau();
  let handedOver: (OutgoingMessage & { at: string })[] = [];
  let gateway: (message: OutgoingMessage) => Promise<object>;
  let seed = 100;

  before(() => {
    const channel: Channel = {
      name: 'outbox',
      send: async (message) => {
        const accepted = await gateway(message);
        handedOver.push({ ...message, at: local(bureau.clock.now()) });
        return accepted;
      },
    };
    bureau.services.channels.channelFor = () => channel;
  });
  beforeEach(() => {
    bureau.setTime(MONDAY_MORNING);
    handedOver = [];
    gateway = () => Promise.resolve({});
  });

  it('are sent once each, at their times, however many workers come by', async () => {
    const booked = await book();
    await liveThrough(['2026-11-06T10:00', '2026-11-08T18:00', '2026-11-09T08:00', '2026-11-09T08:30'], 5);
    expect(toldAbout(booked)).to.deep.equal([
      'appointment-in-three-days 2026-11-06T10:00',
      'appointment-tomorrow 2026-11-08T18:00',
      'appointment-today 2026-11-09T08:00',
    ]);
  });

  it('are sent no more once a cancellation has been answered', async () => {
    const booked = await book();
    await liveThrough(['2026-11-06T10:00']);
    await act(booked, 'cancel');
    await liveThrough(['2026-11-08T18:00', '2026-11-09T08:00']);
    expect(toldAbout(booked)).to.deep.equal(['appointment-in-three-days 2026-11-06T10:00']);
    expect(await statesOf(booked)).to.deep.equal(['sent', 'cancelled', 'cancelled']);
  });

  it('are sent for the new time only after a reschedule', async () => {
    const booked = await book();
    await act(booked, 'reschedule', { date: '2026-11-12', start: '14:00' });
    await liveThrough([
      '2026-11-06T10:00',
      '2026-11-08T18:00',
      '2026-11-09T08:00',
      '2026-11-09T10:00',
      '2026-11-11T18:00',
      '2026-11-12T11:00',
    ]);
    expect(toldAbout(booked)).to.deep.equal([
      'appointment-in-three-days 2026-11-09T10:00',
      'appointment-tomorrow 2026-11-11T18:00',
      'appointment-today 2026-11-12T11:00',
    ]);
    for (const { text } of handedOver.filter(({ kind }) => REMINDERS.includes(kind))) expect(text).to.include('14:00');
  });

  it('are sent once to a couple that moves away and back again', async () => {
    const booked = await book();
    await act(booked, 'reschedule', { date: '2026-11-12', start: '14:00' });
    await act(booked, 'reschedule', { date: BOOKABLE_DAY, start: booked.start.slice(11, 16) });
    await liveThrough(['2026-11-06T10:00', '2026-11-08T18:00', '2026-11-09T08:00', '2026-11-11T18:00']);
    expect(toldAbout(booked).map((told) => told.split(' ')[1])).to.deep.equal([
      '2026-11-06T10:00',
      '2026-11-08T18:00',
      '2026-11-09T08:00',
    ]);
  });

  it('wait for a gateway that is away for hours, and are neither lost nor doubled', async () => {
    const booked = [await book(), await book(), await book()];
    gateway = () => Promise.reject(new ChannelFailure('unreachable', 'nobody there'));
    const from = new Date('2026-11-06T10:00:00+08:00').getTime();
    for (let minutes = 0; minutes < 240; minutes += 2) await liveThrough([new Date(from + minutes * MINUTE_MS)]);
    expect(handedOver).to.deep.equal([]);
    gateway = () => Promise.resolve({});
    for (let minutes = 240; minutes < 320; minutes += 2) await liveThrough([new Date(from + minutes * MINUTE_MS)]);

    for (const each of booked)
      expect(toldAbout(each).map((told) => told.split(' ')[0])).to.deep.equal(['appointment-in-three-days']);
  });

  it('that end every worker which takes them end among the dead letters', async () => {
    const booked = await book();
    const [message] = await remindersOf(booked);
    const { models, notifications, clock } = bureau.services;
    const lost = (attempts: number) => ({
      $set: { state: 'sending' as const, attempts, lease: { token: 'killed', until: new Date(0) } },
    });
    const sweep = async () => {
      await notifications.sweep.run({ waiting: () => Promise.resolve(0), add: () => Promise.resolve() }, clock.now());
      return models.messages.findById(message?._id).lean();
    };
    await models.messages.updateOne({ _id: message?._id ?? '' }, lost(29));
    expect((await sweep())?.state).to.equal('queued');
    await models.messages.updateOne({ _id: message?._id ?? '' }, lost(30));
    const dead = await sweep();
    expect([dead?.state, dead?.failure?.code]).to.deep.equal(['failed', 'interrupted']);
  });

  describe('and what carriers report of them', () => {
    it('counts as arrived although the report comes before our own note, and keeps what was said', async () => {
      const booked = await book();
      gateway = async ({ id }) => {
        await report(id, 'delivered');
        return { providerId: 'carrier-1' };
      };
      await liveThrough(['2026-11-06T10:00']);
      const [message] = await remindersOf(booked);
      expect(message).to.include({ state: 'delivered', providerId: 'carrier-1' });
      expect(message?.sentAt).to.be.an.instanceOf(Date);
      expect(message?.content, 'a person may ask what they were sent').not.to.equal(undefined);
      expect(message?.lease).to.equal(undefined);
    });

    it('stays arrived when a failure is reported afterwards, or an arrival once more', async () => {
      const { id } = await sentReminder();
      expect(await report(id, 'delivered')).to.equal(1);
      expect(await report(id, 'failed')).to.equal(0);
      expect(await report(id, 'delivered')).to.equal(0);
      expect((await byOutgoing(id))?.state).to.equal('delivered');
      expect((await byOutgoing(id))?.failure).to.equal(undefined);
    });

    it('fails when a carrier says so, until another report says that it arrived', async () => {
      const { id } = await sentReminder();
      expect(await report(id, 'failed')).to.equal(1);
      expect(await report(id, 'failed')).to.equal(0);
      expect(await byOutgoing(id)).to.deep.include({ state: 'failed' });
      expect(await report(id, 'delivered')).to.equal(1);
      expect((await byOutgoing(id))?.state).to.equal('delivered');
    });

    it('goes under another id when staff have it sent again, or the gateway would drop it as known', async () => {
      const { id } = await sentReminder();
      await report(id, 'failed');
      const failed = await byOutgoing(id);
      const handled = { action: 'retried' as const, at: bureau.clock.now(), actor: 'staff:man-1', key: `again:${id}` };
      expect(await bureau.services.notifications.desk.retry(failed?._id ?? '', handled)).to.equal(true);
      await liveThrough(['2026-11-06T10:10']);
      const again = handedOver.at(-1)?.id ?? '';
      expect(again).not.to.equal(id);
      expect(await byOutgoing(again)).to.deep.include({ _id: failed?._id, state: 'sent', round: 1 });
    });

    it('covers no reminder with news that a carrier could not bring', async () => {
      const booked = await book();
      bureau.setTime('2026-11-06T09:55:00+08:00');
      await act(booked, 'reschedule', { date: BOOKABLE_DAY, start: '14:00' });
      const news = { kind: 'appointment-rescheduled', state: 'sent' as const };
      const undelivered = { state: 'failed' as const, failure: { code: 'undelivered', at: bureau.clock.now() } };
      const { modifiedCount } = await bureau.services.models.messages.updateMany(news, { $set: undelivered });
      expect(modifiedCount).to.be.above(0);
      await liveThrough(['2026-11-06T10:00']);
      expect(toldAbout(booked)).to.deep.equal(['appointment-in-three-days 2026-11-06T10:00']);
    });

    it('is not handed over again once it is known to have arrived, although nobody heard the gateway take it', async () => {
      const booked = await book();
      let id = '';
      gateway = (message) => {
        id = message.id;
        return Promise.reject(new ChannelFailure('timeout', 'no answer'));
      };
      await liveThrough(['2026-11-06T10:00']);
      expect((await remindersOf(booked))[0]?.state).to.equal('queued');
      gateway = () => Promise.resolve({});
      expect(await report(id, 'delivered')).to.equal(1);
      await liveThrough(['2026-11-06T10:05', '2026-11-06T11:00']);
      expect(toldAbout(booked)).to.deep.equal([]);
      expect((await remindersOf(booked))[0]?.state).to.equal('delivered');
    });

    it('concerns nobody when it names a message that we never sent', async () => {
      expect(await report('nothing-of-ours', 'delivered')).to.equal(0);
    });
  });

  const report = (id: string, outcome: 'delivered' | 'failed') =>
    bureau.services.notifications.reports.apply([{ id, outcome, at: bureau.clock.now() }]);
  const byOutgoing = (outgoingId: string) => bureau.services.models.messages.findOne({ outgoingId }).lean();
  const book = () => bureau.bookCouple((seed += 1), { start: STARTS[seed % STARTS.length] });
  const act = (booked: BookedAppointment, action: string, body: object = {}) =>
    bureau.http.post(`/api/v1/appointments/${booked.reference}/${action}`).set(bearer(booked)).send(body).expect(200);

  async function sentReminder(): Promise<{ id: string }> {
    await book();
    await liveThrough(['2026-11-06T10:00']);
    return { id: handedOver.at(-1)?.id ?? '' };
  }

  /** Lets so many workers sweep and send at once at each of these times, by the clock of the hall. */
  async function liveThrough(times: readonly (string | Date)[], workers = 1): Promise<void> {
    const { sweep, sender } = bureau.services.notifications;
    for (const time of times) {
      bureau.setTime(typeof time === 'string' ? `${time}:00+08:00` : time);
      const ids: string[] = [];
      const queue = {
        waiting: () => Promise.resolve(0),
        add: (more: readonly string[]) => Promise.resolve(void ids.push(...more)),
      };
      await Promise.all(Array.from({ length: workers }, () => sweep.run(queue, bureau.clock.now())));
      await Promise.all(Array.from({ length: workers }, () => Promise.all(ids.map((id) => sender.send(id)))));
    }
  }

  function toldAbout({ reference }: BookedAppointment): string[] {
    return handedOver
      .filter(({ kind, text }) => REMINDERS.includes(kind) && text.includes(reference))
      .map(({ kind, at }) => `${kind} ${at}`);
  }

  async function remindersOf({ reference }: BookedAppointment): Promise<MessageRecord[]> {
    const { appointments, messages } = bureau.services.models;
    const record = await appointments.findOne({ reference }).orFail().lean();
    return messages
      .find({ subject: record._id, kind: { $in: REMINDERS } })
      .sort({ dueAt: 1 })
      .lean();
  }

  const statesOf = async (booked: BookedAppointment) => (await remindersOf(booked)).map(({ state }) => state);
});

const STARTS = ['09:00', '09:30', '10:00', '10:30', '11:00'];

function local(at: Date): string {
  return new Date(at.getTime() + 8 * 60 * MINUTE_MS).toISOString().slice(0, 16);
}
