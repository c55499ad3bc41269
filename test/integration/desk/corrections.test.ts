import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, type StaffAgent, signedIn } from '../../support/staff.js';
import { at, booked, DAY } from './support/desk-day.js';

const BOARD = '/staff/desk';

describe('putting things right at the desk', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '1000/1h' } });

  beforeEach(() => bureau.setTime(at('08:50')));

  const page = async (agent: StaffAgent, path: string) => {
    const response = await agent.get(path).set('Accept', 'text/html');
    expect(response.status, path).to.equal(200);
    return load(response.text);
  };
  const send = (agent: StaffAgent, path: string, fields: Record<string, string> = {}) =>
    postForm(agent, path, fields, { from: BOARD });

  describe('a no-show', () => {
    it('is taken back with a reason, and a block is lifted by a manager alone', async () => {
      const reference = await booked(bureau, 12);
      bureau.setTime(at('17:00'));
      await bureau.services.noShows.closeDays(bureau.clock.now());
      const path = `${BOARD}/appointments/${reference}`;
      const registrar = await signedIn(bureau, 'registrar');
      const receptionist = await signedIn(bureau, 'receptionist');
      expect((await send(registrar, `${path}/undo-no-show`)).status).to.equal(422);
      expect((await send(receptionist, `${path}/undo-no-show`, { reason: '在场' })).status).to.equal(403);
      expect((await send(registrar, `${path}/lift-block`, { reason: '在场' })).status).to.equal(403);
      expect((await send(registrar, `${path}/undo-no-show`, { reason: '在场' })).status).to.equal(303);
      const $ = await page(receptionist, path);
      expect($('main').text()).to.include('已到场');
    });
  });

  describe('a block', () => {
    it('is lifted on its page by a manager who says why', async () => {
      bureau.setTime(at('17:10'));
      const { models, serving } = bureau.services;
      const [missed] = await models.appointments.find({ hall: 'futian', date: DAY, state: 'no-show' }).lean();
      const { _id, reference } = missed ?? (await serving.find(await booked(bureau, 13), 'futian'));
      const until = new Date('2026-11-24T16:00:00Z');
      await models.blocks.create([{ _id: 'somebody', until, appointments: [_id] }]);
      const manager = await signedIn(bureau, 'hall-manager');
      const path = `${BOARD}/appointments/${reference}`;
      const $ = await page(manager, path);
      expect($('.notice--warning').text()).to.include('2026年11月25日');
      expect((await send(manager, `${path}/lift-block`)).status).to.equal(422);
      expect((await send(manager, `${path}/lift-block`, { reason: '住院' })).status).to.equal(303);
      expect((await page(manager, path))('form[action$="/lift-block"]')).to.have.length(0);
      const block = await models.blocks.findById('somebody').lean();
      expect(block?.lifted).to.include({ reason: '住院' });
    });
  });
});
