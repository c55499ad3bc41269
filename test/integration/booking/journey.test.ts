import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { Visitor } from './support/visitor.js';

const TWO_HOURS = 2 * 3_600_000;

describe('the booking journey', () => {
  const bureau = useBureau();
  const couple = (seed: number) =>
    generateCouple({ seed, male: { division: '430102' }, female: { division: '440304' } });

  it('leads a couple from the business to the link of their appointment', async () => {
    const [man, woman] = couple(1);
    const visitor = new Visitor(bureau);
    expect((await visitor.begin()).location).to.equal(visitor.step('people'));
    expect((await visitor.people([man, woman])).location).to.equal(visitor.step('hall'));
    expect((await visitor.hall()).location).to.equal(visitor.step('time'));
    expect((await visitor.time()).location).to.equal(visitor.step('details'));
    expect((await visitor.details([man, woman])).location).to.equal(visitor.step('phone'));
    expect((await visitor.phone(man.phone)).location).to.equal(visitor.step('check'));

    const booked = await visitor.confirm();

    expect(booked.status).to.equal(303);
    expect(booked.location).to.match(/^\/manage\/XY-[0-9A-Z]{4}-[0-9A-Z]{4}\/[\w-]+$/);
    const stored = await bureau.services.models.appointments
      .findOne({ reference: booked.location.split('/')[2] })
      .lean();
    expect(stored).to.include({ hall: 'futian', date: BOOKABLE_DAY, start: '09:00', basis: 'nationwide' });
    expect(stored?.parties.map(({ household }) => household)).to.deep.equal(['430100', '440300']);
  });

  it('puts marriage first and speaks of divorce and counselling quietly', async () => {
    const { $ } = await new Visitor(bureau).get('/book');
    const offered = $('button[name=business]')
      .toArray()
      .map((button) => $(button).attr('value'));
    expect(offered[0]).to.equal('marriage');
    expect($('[data-tone=calm] button[name=business]').length).to.equal(4);

    const visitor = new Visitor(bureau);
    await visitor.begin('divorce-application');
    expect((await visitor.get(visitor.step('people'))).$('body').attr('data-tone')).to.equal('calm');
  });

  it('leads whoever skips ahead back to the first open page', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    for (const step of ['hall', 'time', 'details', 'phone', 'check']) {
      const shown = await visitor.get(visitor.step(step));
      expect([shown.status, shown.location], step).to.deep.equal([303, visitor.step('people')]);
    }
    expect((await visitor.post(visitor.step('check'), { revision: '0' })).location).to.equal(visitor.step('people'));
    expect((await visitor.get(`/book/${visitor.draft}`)).location).to.equal(visitor.step('people'));
  });

  it('shows every answer again after going back', async () => {
    const [man, woman] = couple(2);
    const visitor = new Visitor(bureau);
    await visitor.fillIn([man, woman], { start: '10:00' });

    const people = await visitor.get(visitor.step('people'));
    expect(people.$('#first-household option[selected]').attr('value')).to.equal('430100');
    const details = await visitor.get(visitor.step('details'));
    expect(details.$('#first-name').attr('value')).to.equal(man.name);
    expect(details.$('#second-number').attr('value')).to.equal(woman.document.number);
    expect((await visitor.get(visitor.step('hall'))).$('.hall--chosen').length).to.equal(1);
    expect((await visitor.get(visitor.step('phone'))).text).to.contain('已验证');
  });

  it('changes nothing when a page is only looked at', async () => {
    const visitor = new Visitor(bureau);
    await visitor.fillIn(couple(3), { start: '10:30' });
    const before = await bureau.services.models.drafts.findById(visitor.draft).lean();
    for (const step of ['people', 'hall', 'time', 'details', 'phone', 'phone?change=1', 'check'])
      expect((await visitor.get(visitor.step(step))).status, step).to.equal(200);
    expect(await bureau.services.models.drafts.findById(visitor.draft).lean()).to.deep.equal(before);
  });

  it('does not exist for another session, and says how to start again', async () => {
    const owner = new Visitor(bureau);
    await owner.begin();
    const stranger = new Visitor(bureau);
    await stranger.get('/book');

    const shown = await stranger.get(owner.step('people'));
    expect(shown.status).to.equal(404);
    expect(shown.$('a[href="/book"]').length).to.equal(1);
    expect((await stranger.post(owner.step('people'), {})).status).to.equal(404);
  });

  it('refuses a form that was not made for the session', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    expect((await visitor.post(visitor.step('people'), { _csrf: 'forged' })).status).to.equal(403);
    expect((await bureau.http.post('/book').type('form').send({ business: 'marriage' })).status).to.equal(403);
  });

  it('keeps two tabs with two drafts apart', async () => {
    const [man, woman] = couple(4);
    const visitor = new Visitor(bureau);
    await visitor.begin();
    const first = visitor.draft;
    await visitor.people([man, woman]);
    await visitor.begin('counselling');
    const second = visitor.draft;

    expect(second).to.not.equal(first);
    expect((await visitor.get(`/book/${first}`)).location).to.equal(`/book/${first}/hall`);
    expect((await visitor.get(`/book/${second}`)).location).to.equal(`/book/${second}/people`);
    expect((await visitor.get('/book')).$(`a[href="/book/${first}"]`).text()).to.contain('结婚登记');
  });

  it('lets one person come alone to counselling', async () => {
    const [man] = couple(5);
    const visitor = new Visitor(bureau);
    await visitor.begin('counselling');
    await visitor.people([man], { attendance: 'first' });
    await visitor.hall();
    await visitor.time('14:00');
    await visitor.details([man]);
    await visitor.phone(man.phone);
    const booked = await visitor.confirm();
    expect(booked.location).to.match(/^\/manage\//);
    const stored = await bureau.services.models.appointments.findOne({ business: 'counselling' }).lean();
    expect(stored?.parties).to.have.length(1);
  });

  it('keeps nothing a couple typed where anybody could read it', async () => {
    const [man, woman] = couple(6);
    const visitor = new Visitor(bureau);
    await visitor.fillIn([man, woman], { start: '11:00' });
    const stored = JSON.stringify(await bureau.services.models.drafts.find().lean());
    const logged = bureau.logs.join('\n');
    for (const secret of [man.name, man.document.number, woman.document.number, man.phone]) {
      expect(stored).to.not.contain(secret);
      expect(logged).to.not.contain(secret);
    }
  });

  it('is gone two hours after the last answer, and purged', async () => {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    bureau.advance(TWO_HOURS - 60_000);
    expect((await visitor.get(visitor.step('people'))).status).to.equal(200);
    bureau.advance(60_000);
    expect((await visitor.get(visitor.step('people'))).status).to.equal(404);
    expect(await bureau.services.drafts.purge(bureau.clock.now())).to.be.at.least(1);
    expect(await bureau.services.models.drafts.findById(visitor.draft).lean()).to.equal(null);
  });
});
