import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { useBureau } from '../../support/bureau.js';
import { signedIn, type StaffAgent } from '../../support/staff.js';
import { foundBy } from './support/found-by.js';

/** Half a year of messages lies in the store; none of these may walk through all of them, or sort them. */
const ADDRESSES = [
  '/staff/messages',
  '/staff/messages?state=failed',
  '/staff/messages?state=sent&channel=sms&from=2026-11-01&to=2026-11-02',
  '/staff/messages?before=2026-11-02T01:00:00.000Z~12',
  '/staff/messages?state=queued&before=2026-11-02T01:00:00.000Z~12',
  '/staff/messages/retry?code=timeout',
  '/metrics',
];

describe('what the pages of messages ask of the store', function () {
  this.timeout(30_000);
  const bureau = useBureau();

  before('messages', () => bureau.bookCouple(1));

  for (const role of ['hall-manager', 'system-administrator'] as const)
    it(`is answered by an index, for a ${role}`, async () => {
      const agent = await signedIn(bureau, role);
      const slow: string[] = [];
      for (const address of ADDRESSES) {
        const asked = await questionsOf(agent, address);
        expect(asked.length, address).to.be.above(0);
        for (const question of asked)
          if (/"(COLLSCAN|SORT)"/.test(await planOf(question))) slow.push(`${address}: ${JSON.stringify(question)}`);
      }
      expect(slow).to.deep.equal([]);
    });

  it('is answered by an index when somebody searches, finds and pages on', async () => {
    const booked = await bureau.services.models.appointments.findOne().lean();
    const [here, elsewhere] = [
      await signedIn(bureau, 'hall-manager'),
      await signedIn(bureau, 'hall-manager', { hall: 'nanshan' }),
    ];
    const asked = [
      ...(await questionsIn(async () => void (await foundBy(elsewhere, booked?.reference ?? '')))),
      ...(await questionsOf(elsewhere, `/staff/messages?about=${booked?._id}`)),
      ...(await questionsOf(here, `/staff/messages?about=${booked?._id}&before=2026-11-02T01:00:00.000Z~0`)),
    ];
    const bySubject = asked.filter((question) => JSON.stringify(question).includes(booked?._id ?? ''));
    expect(bySubject.length).to.be.above(2);
    for (const question of asked) expect(await planOf(question)).not.to.match(/"COLLSCAN"/);
  });

  it('is answered by an index when the worker looks for audit entries that were lost', async () => {
    const asked = await questionsIn(() => bureau.services.messageAudit.append(bureau.clock.now()));
    expect(asked.length).to.equal(1);
    for (const question of asked) expect(await planOf(question)).not.to.match(/"(COLLSCAN|SORT)"/);
  });

  /** What a page asks of the messages. */
  async function questionsOf(agent: StaffAgent, address: string): Promise<mongo.Document[]> {
    // What metrics share is read again after a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    return questionsIn(() => agent.get(address).expect(200));
  }

  async function questionsIn(work: () => PromiseLike<unknown>): Promise<mongo.Document[]> {
    const client = bureau.connection.getClient();
    const asked: mongo.Document[] = [];
    const note = ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (['find', 'aggregate'].includes(commandName) && command[commandName] === 'messages') asked.push(command);
    };
    client.on('commandStarted', note);
    await work();
    client.off('commandStarted', note);
    return asked;
  }

  async function planOf({ lsid: _, $db: __, $clusterTime: ___, ...question }: mongo.Document): Promise<string> {
    const explained = await bureau.connection.db?.command({ explain: question, verbosity: 'queryPlanner' });
    return JSON.stringify(explained);
  }
});
