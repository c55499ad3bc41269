import { expect } from 'chai';
import { expectProblem, faultsOf, postBooking } from '../../support/api.js';
import { BOOKABLE_DAY, toParty, useBureau } from '../../support/bureau.js';
import { testHall } from '../../support/halls.js';
import { type GeneratedCouple, generateCouple } from '../../support/people.js';

describe('POST /api/v1/eligibility', () => {
  const bureau = useBureau();
  const ask = (couple: object[], more: object = {}) =>
    bureau.http
      .post('/api/v1/eligibility')
      .set('Accept-Language', 'en')
      .send({ business: 'marriage', date: BOOKABLE_DAY, hall: 'futian', parties: couple, ...more });
  const bornOn = (male: string, female: string): GeneratedCouple =>
    generateCouple({ seed: 1, male: { birthDate: male }, female: { birthDate: female } });
  const codesOf = async (couple: GeneratedCouple, more: object = {}) =>
    (await ask(couple.map(toParty), more).expect(200)).body.reasons.map(({ code }: { code: string }) => code);

  it('allows a couple, with the basis and what each of them brings', async () => {
    const { body } = await ask(generateCouple({ seed: 2 }).map(toParty)).expect(200);
    expect(body).to.deep.include({ allowed: true, basis: 'nationwide', reasons: [] });
    expect(new Set(body.documents.map(({ party }: { party: number }) => party))).to.deep.equal(new Set([0, 1]));
    expect(body.documents[0].text).to.match(/card/i);
  });

  it('lets them turn 22 and 20 on the very day, but not the day after', async () => {
    expect(await codesOf(bornOn('2004-11-09', '2006-11-09'))).to.deep.equal([]);
    expect(await codesOf(bornOn('2004-11-10', '2006-11-09'))).to.deep.equal(['under-age']);
    expect(await codesOf(bornOn('2004-11-09', '2006-11-10'))).to.deep.equal(['under-age']);
  });

  it('gives somebody born on 29 February their birthday on 1 March', async () => {
    const leap = bornOn('2000-01-01', '2008-02-29');
    expect(await codesOf(leap, { date: '2028-02-28' })).to.deep.equal(['under-age']);
    expect(await codesOf(leap, { date: '2028-02-29' })).to.deep.equal([]);
    const common = bornOn('2000-02-29', '2000-01-01');
    expect(await codesOf(common, { date: '2022-02-28' })).to.include('under-age');
    expect(await codesOf(common, { date: '2022-03-01' })).to.not.include('under-age');
  });

  it('names whose number contradicts the role', async () => {
    const [him, her] = generateCouple({ seed: 3 });
    const swapped = [
      { ...toParty(him), document: her.document },
      { ...toParty(her), document: him.document },
    ];
    const { body } = await ask(swapped).expect(200);
    expect(body.allowed).to.equal(false);
    expect(body.reasons.map(({ code, party }: { code: string; party: number }) => [code, party])).to.deep.equal([
      ['sex-mismatch', 0],
      ['sex-mismatch', 1],
    ]);
  });

  it('does not let one person be both parties', async () => {
    const [him] = generateCouple({ seed: 4 });
    expect(await codesOf([him, { ...him, role: 'female' }])).to.include('same-person');
  });

  it('judges what is known so far', async () => {
    const sketch = [
      { role: 'male', document: { type: 'resident-id' }, household: { division: '230102' } },
      { role: 'female', document: { type: 'hm-permit' } },
    ];
    const refused = await ask(sketch).expect(200);
    expect(refused.body.reasons[0].code).to.equal('foreign-authority-needed');
    expect(refused.body.reasons[0].text).to.include('0755-80000001');
    const allowed = await ask(sketch, { hall: 'nanshan' }).expect(200);
    expect(allowed.body.allowed).to.equal(true);
  });

  it('refuses a hall, business or people that cannot be', async () => {
    const couple = generateCouple({ seed: 5 }).map(toParty);
    expect(faultsOf(await ask(couple, { hall: 'nowhere' }))).to.deep.equal(['hall: unknown-hall']);
    expect(faultsOf(await ask(couple, { business: 'divorce-issue' }))).to.deep.equal(['business: not-offered-here']);
    expect(faultsOf(await ask([]))).to.deep.equal(['parties: wrong-count']);
    expect(faultsOf(await ask([...couple, couple[0]!]))).to.deep.equal(['parties: wrong-count']);
  });

  it('is asked again at booking, and the refusal is worded for the couple', async () => {
    const body = await bureau.bookingBody(6, { parties: bornOn('2005-01-01', '2000-01-01').map(toParty) });
    const answer = await postBooking(bureau, body, 'young').set('Accept-Language', 'en');
    expectProblem(answer, 409, 'not-eligible');
    expect(answer.body.reasons).to.have.length(1);
    expect(answer.body.reasons[0]).to.include({ code: 'under-age', party: 0 });
    expect(answer.body.reasons[0].text).to.include('22');
  });
});

describe('POST /api/v1/appointments for counselling', () => {
  const bureau = useBureau();

  it('welcomes somebody who comes alone', async () => {
    const [him] = generateCouple({ seed: 7 });
    const booked = await bureau.bookCouple(7, { business: 'counselling', parties: [toParty(him)] });
    expect(booked).to.include({ state: 'confirmed', business: 'counselling' });
  });
});

describe('POST /api/v1/appointments for divorce-issue', () => {
  const service = { business: 'divorce-issue', windows: 1, slotMinutes: 60, minutesPerCouple: 20 } as const;
  const bureau = useBureau({
    halls: [testHall({ services: [{ ...service, lanes: [{ lane: 'online', share: 1 }] }] })],
  });

  it('asks for the receipt number, and says when there is no such receipt', async () => {
    const body = await bureau.bookingBody(8, { business: 'divorce-issue' });
    expect(faultsOf(await postBooking(bureau, body, 'without'))).to.deep.equal(['receiptNumber: required']);
    const answer = await postBooking(bureau, { ...body, receiptNumber: 'LH-2026-0001' }, 'unknown');
    expectProblem(answer, 409, 'not-eligible');
    expect(answer.body.reasons[0].code).to.equal('receipt-unknown');
  });
});
