import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const TOMORROW = '2026-11-10';
const AFTERNOON = `from=${TOMORROW}&to=${TOMORROW}&part=afternoon&scope=hall&reason=停电检修`;

describe('the pages of a hall’s manager', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let manager: StaffAgent;
  let reference: string;

  before(async () => {
    reference = (await bureau.bookCouple(9300, { date: TOMORROW, start: '15:00' })).reference;
    await bureau.bookCouple(9301, { date: TOMORROW, start: '15:30' });
    manager = await signedIn(bureau, 'hall-manager');
  });

  describe('GET /staff/hall', () => {
    it('shows the hours, the windows and the rules of the hall they work at', async () => {
      const page = await read('/staff/hall');
      const text = page('main').text();
      for (const part of ['福田测试登记处', '09:00–12:00', '2 个窗口', '网上预约 70%', '提前 15 天'])
        expect(text).to.contain(part);
      expect(text).not.to.match(/hall-office:|undefined/);
    });
  });

  describe('GET …/preview', () => {
    it('names every mistake at its field and keeps what was typed', async () => {
      const { status, text } = await manager.get(
        `/staff/hall/opening/preview?d1.0.from=09:00&d1.0.to=08:00&d2.0.from=x`,
      );
      expect(status).to.equal(422);
      const page = load(text);
      expect(page('.error-summary').text()).to.contain('结束时间应晚于开始时间');
      expect(page('[name="d1.0.to"]').attr('value')).to.equal('08:00');
      expect(page('[name="d2.0.from"]').attr('aria-invalid')).to.equal('true');
    });

    it('shows how it is and how it will be, day by day', async () => {
      const page = await read(
        '/staff/hall/services/marriage/preview?windows=1&slotMinutes=30&minutesPerCouple=10&online.share=70',
      );
      expect(page('.change-words').text()).to.contain('2 个窗口').and.to.contain('1 个窗口');
      expect(page('tbody tr').length).to.be.greaterThan(5);
    });

    it('takes hostile fields for text and changes nothing', async () => {
      for (const query of [
        'from[$gt]=&part=day',
        'from=%00&part[]=day',
        'reopen=../../x',
        'remove=<script>',
        'h.0.from=__proto__',
      ])
        expect((await manager.get(`/staff/hall/closures/preview?${query}`)).status).to.equal(422);
      expect((await manager.get('/staff/hall/services/nothing')).status).to.equal(404);
      expect((await bureau.services.hallOffice.edits.current('futian')).revision).to.equal(undefined);
    });

    it('lists the couples who would have to move, proposing nothing until asked', async () => {
      const page = await read(`/staff/hall/closures/preview?${AFTERNOON}`);
      expect(page('fieldset legend').text()).to.contain(reference);
      expect(page(`input[name="move.${reference}"]:checked`).attr('value')).to.equal('tell');
      const moving = await read(`/staff/hall/closures/preview?${AFTERNOON}&propose=move`);
      expect(moving(`input[name="move.${reference}"]:checked`).attr('value')).to.equal(`${TOMORROW}T11:30`);
    });
  });

  describe('POST /staff/hall/closures', () => {
    it('wants a reason, keeping the choice for each couple', async () => {
      const { status, text } = await commit({ [`move.${reference}`]: `${TOMORROW}T11:00` });
      expect(status).to.equal(422);
      const page = load(text);
      expect(page('.error-summary a').attr('href')).to.equal('#reason');
      expect(page(`input[name="move.${reference}"]:checked`).attr('value')).to.equal(`${TOMORROW}T11:00`);
    });

    it('refuses a change that nobody was shown', async () => {
      for (const change of ['', '{', '{"kind":"closed"}', '{"kind":"__proto__"}', '{"kind":"opening","opening":[]}'])
        expect((await commit({ change, reason: 'x' })).status).to.equal(422);
    });

    it('does it, tells the couples, and shows who still waits', async () => {
      const { status, headers } = await commit({ reason: '供电局通知', [`move.${reference}`]: `${TOMORROW}T11:00` });
      expect([status, headers['location']]).to.deep.equal([303, '/staff/hall/changes/1']);
      const page = await read('/staff/hall/changes/1');
      expect(page('main').text()).to.contain('供电局通知').and.to.contain('还有 1 个预约');
      const record = await bureau.services.models.appointments.findOne({ reference }).lean();
      expect(record).to.include({ date: TOMORROW, start: '11:00' });
    });

    it('answers 409 to whoever was shown the hall before, with what they entered and the effects as they are now', async () => {
      const { status, text } = await commit({ reason: '我的原因' });
      expect(status).to.equal(409);
      const page = load(text);
      expect(page('.notice').first().text()).to.contain('供电局通知');
      expect(page('[name=reason]').attr('value')).to.equal('我的原因');
      expect(page('[name=revision]').attr('value')).to.equal('1');
    });

    it('is only for closing: another change is refused there, and closing elsewhere', async () => {
      const removal = JSON.stringify({ kind: 'exception-removed', date: TOMORROW });
      expect((await commit({ change: removal, revision: '1', reason: 'x' })).status).to.equal(422);
      const elsewhere = await postForm(manager, '/staff/hall/changes', { ...fields(), reason: 'x' });
      expect(elsewhere.status).to.equal(422);
    });
  });

  describe('POST /staff/hall/couples/:reference', () => {
    it('gives a couple another time, once a time and a reason are there', async () => {
      const page = await read('/staff/hall/couples');
      const action = page('main form').attr('action') ?? '';
      const place = page('main form input[type=radio]').first().attr('value') ?? '';
      expect((await postForm(manager, action, { place })).status).to.equal(422);
      const moved = await postForm(manager, action, { place, reason: '电话商定' });
      expect(moved.status).to.equal(303);
      expect((await read(moved.headers['location'] ?? '')).text()).to.contain('已改期');
      expect((await read('/staff/hall/couples'))('main').text()).to.contain('没有预约在等待');
    });

    it('knows no appointment of another hall', async () => {
      const { reference: theirs } = await bureau.bookCouple(9302, { hall: 'nanshan', date: TOMORROW, start: '15:00' });
      const fields = { place: `${TOMORROW}T11:30`, reason: 'x' };
      expect((await postForm(manager, `/staff/hall/couples/${theirs}`, fields)).status).to.equal(404);
    });
  });

  describe('reopening', () => {
    it('is offered for each closure, shows what it brings back and does it', async () => {
      const list = await read('/staff/hall/closures');
      const href = list('a[href*="reopen="]').attr('href') ?? '';
      const preview = await read(href);
      const { status } = await postForm(manager, '/staff/hall/closures', {
        ...fieldsOf(preview),
        reason: '已恢复供电',
      });
      expect(status).to.equal(303);
      expect((await read('/staff/hall/closures'))('main').text()).to.contain('没有暂停办理');
    });
  });

  describe('every editor', () => {
    for (const [page, query, expected] of [
      ['exceptions', 'date=2026-11-14&h.0.from=09:00&h.0.to=12:00&note=加班', '2026年11月14日'],
      ['policies', 'reschedules=1', '可改期次数 1'],
      ['opening', 'd6.0.from=09:00&d6.0.to=11:00', '星期六'],
    ] as const)
      it(`changes ${page} through its form and its preview`, async () => {
        const form = await read(`/staff/hall/${page}`);
        const values = new URLSearchParams();
        form('main form[method=get] [name]').each((_, field) => {
          const isLeftOut = form(field).is('[type=checkbox]:not(:checked), [type=radio]:not(:checked)');
          if (!isLeftOut) values.set(form(field).attr('name') ?? '', form(field).attr('value') ?? '');
        });
        new URLSearchParams(query).forEach((value, name) => values.set(name, value));
        const preview = await read(`/staff/hall/${page}/preview?${values.toString()}`);
        expect(preview('.change-words').text()).to.contain(expected);
        const { status, headers } = await postForm(manager, '/staff/hall/changes', {
          ...fieldsOf(preview),
          reason: '测试',
        });
        expect(status).to.equal(303);
        expect((await read(headers['location'] ?? ''))('main').text()).to.contain(expected);
      });
  });

  describe('without the permission', () => {
    it('are refused to whoever is not a manager', async () => {
      const registrar = await signedIn(bureau, 'registrar');
      for (const path of ['/staff/hall', '/staff/hall/closures', '/staff/hall/couples', '/staff/hall/opening'])
        expect((await registrar.get(path)).status).to.equal(403);
    });
  });

  async function read(path: string) {
    const { status, text } = await manager.get(path.replace(/[^!-~]/gu, encodeURIComponent));
    if (status !== 200)
      throw new Error(`${path} answered ${status}: ${load(text)('main').text().replace(/\s+/g, ' ').slice(0, 300)}`);
    return load(text);
  }

  function fields(): Record<string, string> {
    const change = {
      kind: 'closed',
      closure: {
        from: TOMORROW,
        to: TOMORROW,
        hours: { from: '12:00', to: '23:59' },
        reason: { 'zh-CN': '停电检修', en: '停电检修' },
      },
    };
    return { change: JSON.stringify(change), revision: '0' };
  }

  function commit(more: Record<string, string>) {
    return postForm(manager, '/staff/hall/closures', { ...fields(), ...more });
  }

  function fieldsOf(page: ReturnType<typeof load>): Record<string, string> {
    const value = (name: string) => page(`main [name=${name}]`).attr('value') ?? '';
    return { change: value('change'), revision: value('revision') };
  }
});
