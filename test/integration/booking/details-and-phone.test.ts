import { expect } from 'chai';
import { openPersonal } from '../../../src/features/appointments/index.js';
import { BOOKABLE_DAY, useBureau } from '../../support/bureau.js';
import { generateCouple, type GeneratedCouple, residentId } from '../../support/people.js';
import { Visitor } from './support/visitor.js';

const MINUTE = 60_000;

describe('names, numbers and the phone', () => {
  const bureau = useBureau();

  async function atDetails(couple: GeneratedCouple, start = '09:00', date = BOOKABLE_DAY): Promise<Visitor> {
    const visitor = new Visitor(bureau);
    await visitor.begin();
    await visitor.people(couple);
    await visitor.hall();
    await visitor.time(start, date);
    return visitor;
  }

  async function atPhone(couple: GeneratedCouple, start: string): Promise<Visitor> {
    const visitor = await atDetails(couple, start);
    await visitor.details(couple);
    return visitor;
  }

  describe('POST /book/:draft/details', () => {
    it('names every wrong field at once and keeps what was typed, also after a reload', async () => {
      const couple = generateCouple({ seed: 200 });
      const visitor = await atDetails(couple);
      const wrong = `${couple[0].document.number.slice(0, 17)}${couple[0].document.number.endsWith('1') ? '2' : '1'}`;
      const shown = await visitor.details(couple, { 'first-number': wrong, 'second-name': '', 'second-phone': '12' });

      expect(shown.status).to.equal(422);
      const fields = shown
        .$('.error-summary a')
        .toArray()
        .map((link) => shown.$(link).attr('href'));
      expect(fields).to.deep.equal(['#first-number', '#second-name', '#second-phone']);
      const reloaded = await visitor.get(visitor.step('details'));
      for (const page of [shown, reloaded]) {
        expect(page.$('#first-number').attr('value')).to.equal(wrong);
        expect(page.$('#second-phone').attr('value')).to.equal('12');
      }
    });

    it('takes a rare character, full-width digits and a lower-case x as people write them', async () => {
      const couple = generateCouple({ seed: 201 });
      const visitor = await atDetails(couple);
      const wide = couple[1].document.number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
      const sent = await visitor.details(couple, { 'first-name': '𬌗㛃', 'second-number': wide.toLowerCase() });
      expect(sent.location).to.equal(visitor.step('phone'));
      const { $ } = await visitor.get(visitor.step('details'));
      expect($('#first-name').attr('value')).to.equal('𬌗㛃');
      expect($('#second-number').attr('value')).to.equal(couple[1].document.number);
    });

    it('keeps an optional e-mail address, shows it masked before booking, and forgets one that is taken away', async () => {
      const couple = generateCouple({ seed: 208 });
      const visitor = await atDetails(couple, '14:00');
      const { $ } = await visitor.get(visitor.step('details'));
      expect($('label[for=email]').text()).to.contain('选填');
      const wrong = await visitor.details(couple, { email: 'zhang@' });
      expect([wrong.status, wrong.$('.error-summary a').attr('href')]).to.deep.equal([422, '#email']);
      expect(wrong.$('#email').attr('value')).to.equal('zhang@');
      await visitor.details(couple, { email: 'Zhang@EXAMPLE.com' });
      await visitor.phone(couple[0].phone);
      const check = await visitor.get(visitor.step('check'));
      expect(check.text).to.contain('Z***@example.com').and.not.to.contain('Zhang@');
      await visitor.details(couple);
      expect((await visitor.get(visitor.step('check'))).text).not.to.contain('example.com');
      await visitor.details(couple, { email: 'Zhang@EXAMPLE.com' });
      await visitor.confirm();
      const record = await bureau.services.models.appointments.findOne().sort({ createdAt: -1 }).lean();
      const personal = record && openPersonal(bureau.services.secrets.cipher, record.personal);
      expect(personal?.contactEmail).to.equal('Zhang@example.com');
    });

    it('asks for no e-mail address where it is about divorce, and takes none', async () => {
      const couple = generateCouple({ seed: 209 });
      const visitor = new Visitor(bureau);
      await visitor.begin('divorce-application');
      await visitor.people(couple);
      await visitor.hall();
      await visitor.time('15:00');
      const { $ } = await visitor.get(visitor.step('details'));
      expect($('#first-name').length).to.equal(1);
      expect($('#email').length).to.equal(0);
      await visitor.details(couple, { email: 'zhang@example.com' });
      await visitor.phone(couple[0].phone);
      expect((await visitor.get(visitor.step('check'))).text).not.to.contain('example.com');
    });

    it('shows HTML that somebody typed as text', async () => {
      const couple = generateCouple({ seed: 202 });
      const visitor = await atDetails(couple);
      const shown = await visitor.details(couple, { 'first-name': '"><script>alert(1)</script>' });
      expect(shown.status).to.equal(422);
      expect(shown.$('main script').length).to.equal(0);
      expect(shown.$('#first-name').attr('value')).to.equal('"><script>alert(1)</script>');
    });

    it('says when a number belongs to the other one, or both are the same person', async () => {
      const couple = generateCouple({ seed: 203 });
      const visitor = await atDetails(couple);
      const [man, woman] = couple;
      const swapped = await visitor.details(couple, {
        'first-number': woman.document.number,
        'second-number': man.document.number,
      });
      expect(swapped.status).to.equal(422);
      expect(swapped.$('#first-number-error').text()).to.contain('不一致');
      const same = await visitor.details(couple, { 'second-number': man.document.number });
      expect(same.$('#second-number-error').text()).to.contain('同一个人');
    });

    it('asks a man who turns 22 the day after to come a day later, and takes him then', async () => {
      const birthDate = '2004-11-10';
      const couple = generateCouple({ seed: 204, male: { birthDate } });
      const visitor = await atDetails(couple, '11:00');
      const refused = await visitor.details(couple);
      expect(refused.status).to.equal(409);
      expect(refused.text).to.contain('2026-11-10');
      expect(refused.$(`.notice a[href="${visitor.step('time')}"]`).length).to.equal(1);
      expect((await visitor.get(visitor.step('details'))).$('#first-name').attr('value')).to.equal(couple[0].name);

      expect((await visitor.time('11:00', '2026-11-10')).location, 'nothing is asked twice').to.equal(
        visitor.step('phone'),
      );
    });

    it('asks for the number again when the kind of document changed', async () => {
      const couple = generateCouple({ seed: 205 });
      const visitor = await atPhone(couple, '11:30');
      const foreigner = generateCouple({ seed: 205, female: { type: 'passport' } });
      await visitor.people(foreigner);
      await visitor.hall('nanshan');
      const back = await visitor.time('09:00');
      expect(back.location).to.equal(visitor.step('details'));
      const { $ } = await visitor.get(back.location);
      expect($('#second-name').attr('value')).to.equal(couple[1].name);
      expect($('#second-number').attr('value')).to.equal('');
      expect($('label[for=second-number]').text()).to.equal('护照');
    });

    it('says in the summary whose slip it is', async () => {
      const couple = generateCouple({ seed: 207 });
      const visitor = await atDetails(couple, '16:00');
      const { $ } = await visitor.details(couple, { 'first-name': '', 'second-name': '' });
      const links = $('.error-summary a').toArray();
      expect(links.map((link) => $(link).text())).to.deep.equal([
        '男方：请填写姓名，与证件一致。',
        '女方：请填写姓名，与证件一致。',
      ]);
      expect($('#first-name-error').text()).to.not.contain('男方');
    });

    it('refuses the check digit of a number that nobody holds', async () => {
      const couple = generateCouple({ seed: 206 });
      const number = residentId({ division: '440304', birthDate: '1995-02-28', sex: 'male', seq: 7 });
      const visitor = await atDetails(couple, '14:00');
      expect((await visitor.details(couple, { 'first-number': number })).location).to.equal(visitor.step('phone'));
      expect((await visitor.details(couple, { 'first-number': number.replace('1995', '1996') })).status).to.equal(422);
    });
  });

  describe('POST /book/:draft/phone', () => {
    it('sends a code once a minute, keeps to that, and takes the right one', async () => {
      const couple = generateCouple({ seed: 210 });
      const [{ phone }] = couple;
      const visitor = await atPhone(couple, '14:30');
      expect((await visitor.post(visitor.step('phone'), { phone })).status).to.equal(303);
      const page = await visitor.get(visitor.step('phone'));
      expect(page.text)
        .to.contain(`${phone.slice(0, 3)}****${phone.slice(7)}`)
        .and.to.contain('之后可以再发一次');

      const again = await visitor.post(visitor.step('phone'), { phone });
      expect(again.status).to.equal(429);
      expect(again.$('#code').length, 'the code under way can still be entered').to.equal(1);
      bureau.advance(MINUTE);
      expect((await visitor.post(visitor.step('phone'), { phone })).status).to.equal(303);

      const code = await visitor.latestCode(phone);
      const wide = code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
      expect((await visitor.post(`${visitor.step('phone')}/code`, { code: ` ${wide}` })).location).to.equal(
        visitor.step('check'),
      );
    });

    it('counts wrong codes down and asks for a new one after five', async () => {
      const couple = generateCouple({ seed: 211 });
      const visitor = await atPhone(couple, '15:00');
      await visitor.post(visitor.step('phone'), { phone: couple[0].phone });
      const wrong = (await visitor.latestCode(couple[0].phone)) === '000000' ? '000001' : '000000';
      const tell = async (code: string) =>
        (await visitor.post(`${visitor.step('phone')}/code`, { code })).$('#code-error').text();
      expect(await tell('12')).to.contain('6 位数字');
      expect(await tell(wrong)).to.contain('还可以再试 4 次');
      for (let tries = 2; tries < 5; tries += 1) await tell(wrong);
      expect(await tell(wrong)).to.contain('尝试次数过多');
    });

    it('leads the address of a wrong code back to the page, as after a switch of language', async () => {
      const couple = generateCouple({ seed: 215 });
      const visitor = await atPhone(couple, '16:30');
      await visitor.phone(couple[0].phone);
      expect((await visitor.get(`${visitor.step('phone')}/code`)).location).to.equal(visitor.step('phone'));
    });

    it('lets them change the number, and proves the new one', async () => {
      const couple = generateCouple({ seed: 212 });
      const visitor = await atPhone(couple, '15:30');
      await visitor.phone(couple[0].phone);
      const form = await visitor.get(`${visitor.step('phone')}?change=1`);
      expect(form.$('#phone').attr('value')).to.equal(couple[0].phone);
      await visitor.post(visitor.step('phone'), { phone: couple[1].phone });
      expect((await visitor.get(visitor.step('check'))).location, 'not proved yet').to.equal(visitor.step('phone'));
      const code = await visitor.latestCode(couple[1].phone);
      expect((await visitor.post(`${visitor.step('phone')}/code`, { code })).location).to.equal(visitor.step('check'));
    });

    it('asks again after thirty minutes and keeps everything else', async () => {
      const couple = generateCouple({ seed: 213 });
      const visitor = await atPhone(couple, '16:00');
      await visitor.phone(couple[0].phone);
      bureau.advance(31 * MINUTE);
      await visitor.time('16:30');
      const shown = await visitor.get(visitor.step('phone'));
      expect(shown.text).to.contain('超过 30 分钟');
      expect(shown.$('#phone').attr('value')).to.equal(couple[0].phone);
      expect((await visitor.phone(couple[0].phone)).location).to.equal(visitor.step('check'));
    });
  });
});
