import { expect } from 'chai';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple } from '../../support/people.js';
import { Visitor } from './support/visitor.js';

describe('a couple books on pages', () => {
  const bureau = useBureau();

  it('walks from the business to a confirmed appointment', async () => {
    const couple = generateCouple({ seed: 1, male: { division: '430102' }, female: { division: '440304' } });
    const visitor = new Visitor(bureau);
    const begun = await visitor.begin();
    const afterPeople = await visitor.people(couple);
    const hallPage = await visitor.get(visitor.step('hall'));
    const afterHall = await visitor.hall();
    const timePage = await visitor.get(`${visitor.step('time')}?date=${BOOKABLE_DAY}`);
    const afterTime = await visitor.time();
    const detailsPage = await visitor.get(visitor.step('details'));
    const afterDetails = await visitor.details(couple);
    const afterPhone = await visitor.phone(couple[0].phone);
    const checkPage = await visitor.get(visitor.step('check'));
    const booked = await visitor.confirm();
    console.log({
      begun: begun.location,
      afterPeople: afterPeople.location,
      afterHall: afterHall.location,
      t: timePage.status,
      afterTime: afterTime.location,
      d: detailsPage.status,
      afterDetails: afterDetails.location,
      afterPhone: afterPhone.location,
      booked: booked.location,
      s: booked.status,
    });
    for (const p of [hallPage, timePage, detailsPage, checkPage]) console.log(p.status, p.text.slice(0, 1500), '\n');
    expect(booked.location).to.match(/^\/manage\/XY-/);
  });
});
