import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { useBureau } from '../../support/bureau.js';
import { signedIn, type StaffAgent } from '../../support/staff.js';

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

  /** What a page asks of the messages. */
  async function questionsOf(agent: StaffAgent, address: string): Promise<mongo.Document[]> {
    const client = bureau.connection.getClient();
    const asked: mongo.Document[] = [];
    const note = ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (['find', 'aggregate'].includes(commandName) && command[commandName] === 'messages') asked.push(command);
    };
    // What metrics share is read again after a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    client.on('commandStarted', note);
    await agent.get(address).expect(200);
    client.off('commandStarted', note);
    return asked;
  }

  async function planOf({ lsid: _, $db: __, $clusterTime: ___, ...question }: mongo.Document): Promise<string> {
    const explained = await bureau.connection.db?.command({ explain: question, verbosity: 'queryPlanner' });
    return JSON.stringify(explained);
  }
});
