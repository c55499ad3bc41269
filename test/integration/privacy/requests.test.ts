import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn } from '../../support/staff.js';
import { enter, personOf } from './support/person.js';

describe('/privacy/me/request and /staff/privacy', () => {
  const bureau = useBureau({ env: { RATE_PHONE_CODES: '100/1h', RATE_PHONE_LOOKUPS: '100/1h' } });
  const asked = { kind: 'correction', hall: 'futian', text: '姓名写错了一个字：𬌗 <b>' };

  it('is asked by a person, answered by the hall in time, and read by the person', async () => {
    await bureau.bookCouple(1);
    const { phone, number } = personOf(1);
    const person = await enter(bureau, { phone, number });
    const sent = await person.submit('/privacy/me/request', asked);
    expect(sent.response.headers['location']).to.equal('/privacy/me?done=request');
    expect((await person.open('/privacy/me')).$('main').text()).to.include('2026年11月23日');

    const manager = await signedIn(bureau, 'hall-manager');
    const list = load((await manager.get('/staff/privacy')).text);
    const href = list('main a[href^="/staff/privacy/"]').attr('href') ?? '';
    const page = await manager.get(href);
    expect(load(page.text)('main').text()).to.include('𬌗 <b>').and.not.to.include(phone);
    const answered = await postForm(manager, href, { note: '已更正，请核对。' });
    expect(answered.headers['location']).to.equal('/staff/privacy?done=answered');

    expect((await person.open('/privacy/me')).$('main').text()).to.include('已更正，请核对。');
    const [told] = await bureau.services.notifications.messages.latest({ phone, limit: 1 });
    expect(told?.kind).to.equal('privacy-answered');
    await bureau.services.audit.drain();
    const actions = await bureau.services.models.auditEntries.distinct('action', { action: /^privacy\.request/ });
    expect(actions.sort()).to.deep.equal(['privacy.request-answered', 'privacy.request-asked', 'privacy.request-read']);
  });

  it('is told of although whoever answered died before, and once', async () => {
    const { models, notifications } = bureau.services;
    const told = { kind: 'privacy-answered' };
    expect((await models.messages.deleteMany(told)).deletedCount).to.equal(1);
    for (const seconds of [21, 10, 10]) {
      bureau.advance(seconds * 1000);
      await notifications.planning.healRecent(bureau.clock.now());
    }
    const messages = await models.messages.find(told).lean();
    expect(messages.map(({ state }) => state)).to.deep.equal(['sent']);
  });

  it('is answered once', async () => {
    const { _id } = (await bureau.services.models.privacyRequests.findOne({ state: 'answered' }).lean())!;
    const manager = await signedIn(bureau, 'hall-manager');
    const again = await postForm(manager, `/staff/privacy/${_id}`, { note: 'noch einmal' });
    expect(again.status).to.equal(409);
  });

  it('is nobody else’s: not another hall’s, and not for other roles', async () => {
    const { _id } = (await bureau.services.models.privacyRequests.findOne().lean())!;
    const elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
    expect((await elsewhere.get(`/staff/privacy/${_id}`)).status).to.equal(404);
    const receptionist = await signedIn(bureau, 'receptionist');
    expect((await receptionist.get('/staff/privacy')).status).to.equal(403);
    expect((await bureau.http.get('/staff/privacy').set('Accept', 'text/html')).headers['location']).to.match(
      /^\/staff\/sign-in\?next=/,
    );
  });

  it('keeps what was typed when something is missing, and stops at five that wait', async () => {
    const person = await enter(bureau, personOf(2));
    const wrong = await person.submit('/privacy/me/request', { ...asked, hall: 'nowhere', text: '' });
    expect(wrong.response.status).to.equal(422);
    expect(wrong.$('.error-summary a').length).to.equal(1);
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1)
      statuses.push((await person.submit('/privacy/me/request', asked)).response.status);
    expect(statuses).to.deep.equal([303, 303, 303, 303, 303, 429]);
  });

  it('lies in the store sealed', async () => {
    const stored = await bureau.connection.db?.collection('privacyRequests').find().toArray();
    expect(JSON.stringify(stored)).not.to.include('姓名写错').and.not.to.include('已更正');
  });
});
