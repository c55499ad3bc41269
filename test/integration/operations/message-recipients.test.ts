import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { signedIn, type StaffAgent } from '../../support/staff.js';

const CASES = [
  { state: 'queued', text: '尚未确定', english: 'Not known yet' },
  { state: 'failed', text: '尚未确定', english: 'Not known yet' },
  { state: 'suppressed', text: '没有发出', english: 'Not sent' },
  { state: 'cancelled', text: '没有发出', english: 'Not sent' },
  { state: 'cancelled', wasSent: true, text: '已清除', english: 'Erased' },
  { state: 'sent', text: '已清除', english: 'Erased' },
  { state: 'delivered', text: '已清除', english: 'Erased' },
] as const;

describe('to whom a message goes, where no address is kept', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let agent: StaffAgent;

  before('a couple that was told', async () => {
    await bureau.bookCouple(1);
    agent = await signedIn(bureau, 'hall-manager');
  });

  for (const { text, english, ...found } of CASES)
    it(`is “${english}” of one that is ${found.state}${'wasSent' in found ? ' after it was sent' : ''}`, async () => {
      const { messages } = bureau.services.models;
      const sentAt = bureau.clock.now();
      const { _id = '' } = (await messages.findOne({ kind: 'appointment-confirmed' }, { _id: 1 }).lean()) ?? {};
      const without = { content: 1, given: 1, ...(!('wasSent' in found) && { sentAt: 1 }) } as const;
      const change = { state: found.state, ...('wasSent' in found && { sentAt }) };
      await messages.updateOne({ _id }, { $set: change, $unset: without });

      const address = `/staff/messages/${encodeURIComponent(_id)}`;
      expect(await shown(address, 'main dl')).to.include(text);
      expect(await shown(`${address}?lang=en`, 'main dl')).to.include(english);
      expect(await shown(`/staff/messages?kind=appointment-confirmed`, 'main tbody')).to.include(text);
    });

  async function shown(address: string, part: string): Promise<string> {
    return load((await agent.get(address)).text)(part)
      .first()
      .text();
  }
});
