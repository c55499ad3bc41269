import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const LIST = '/staff/hall/messages';
const TEXT = `${LIST}/appointment-confirmed/warm`;
const CHINESE = '恭喜！{{date}} {{start}} 请到{{hall}}，编号 {{reference}}。查看：{{link}}';
const ENGLISH = 'See you on {{date}} at {{start}}, {{hall}}, reference {{reference}}. View: {{link}}';

describe('the pages on which a hall words its messages', function () {
  this.timeout(60_000);
  const bureau = useBureau();
  let manager: StaffAgent;

  before(async () => (manager = await signedIn(bureau, 'hall-manager')));
  beforeEach(async () => {
    await bureau.services.models.messageTexts.deleteMany({});
    for (const hall of ['futian', 'nanshan', '*'])
      bureau.services.texts.forget({ hall, kind: 'appointment-confirmed', tone: 'warm' });
  });

  describe('GET /staff/hall/messages', () => {
    it('lists every kind of the catalogue in each of its tones, at first with the standard text', async () => {
      const page = await read(LIST);
      const kinds = bureau.services.textOffice.kinds.all();
      const tones = kinds.flatMap(({ texts }) => Object.keys(texts.tones));
      expect(kinds.length).to.be.above(10);
      expect(page('main a[href^="/staff/hall/messages/"]').length).to.equal(tones.length);
      expect(page('main').text())
        .to.contain('标准文字')
        .and.not.to.match(/message-texts:|undefined|NaN/);
    });

    it('says which texts are the hall’s own, and which have a draft', async () => {
      await save();
      await save({ base: '1', action: 'draft', chinese: `${CHINESE}二` });
      const row = (await read(LIST))(`a[href="${TEXT}"]`).parent().text();
      expect(row).to.contain('本处文字 · 第 1 版').and.to.contain('有草稿（第 2 版）');
    });
  });

  describe('GET /staff/hall/messages/:kind/:tone', () => {
    it('shows both languages with their length, a preview, and the variables that must be there', async () => {
      const page = await read(TEXT);
      expect(page('#chinese').val()).to.contain('{{date}}');
      expect(page('#english').val()).to.contain('{{date}}');
      expect(page('#chinese-bubble').text())
        .to.match(/^【喜约】/)
        .and.not.to.contain('{{');
      expect(page('#chinese-meter').text()).to.match(/^\d+ 字，分 \d 条发送（最多 5 条）$/);
      expect(page('tbody tr').first().text()).to.contain('{{reference}}').and.to.contain('必须');
    });

    it('warns of a version whose variables the kind no longer has, and that another text is sent', async () => {
      await save();
      await bureau.services.models.messageTexts.updateOne({}, { $set: { 'texts.zh-CN': `${CHINESE}{{gone}}` } });
      const page = await read(TEXT);
      expect(page('.notice--error').text()).to.contain('第 1 版用到的变量已经停用').and.to.contain('中文');
      expect(page('.lead').text()).to.equal('正在使用：标准文字（中文）、本处文字 第 1 版（英文）');
      expect(page('#chinese').val()).to.contain('{{gone}}');
    });

    it('answers 404 for a kind, a tone or a version that there is not', async () => {
      for (const path of [
        `${LIST}/nothing/warm`,
        `${LIST}/appointment-confirmed/constructor`,
        `${TEXT}?from=1`,
        `${TEXT}?from=x`,
        `${TEXT}/versions/1`,
        `${TEXT}/versions/__proto__`,
      ])
        expect((await manager.get(path)).status, path).to.equal(404);
    });
  });

  describe('POST …/preview', () => {
    it('names what is wrong at the field of its language, and keeps what was typed', async () => {
      const { status, text } = await send('preview', {
        chinese: '【喜约】请到{{hal}}{',
        english: `${ENGLISH} see www.example.com`,
      });
      expect(status).to.equal(422);
      const page = load(text);
      expect(
        page('.error-summary a')
          .map((_, link) => page(link).attr('href'))
          .get(),
      ).to.deep.equal(['#chinese', '#english']);
      const message = page('#chinese-error').text();
      for (const part of ['没有变量“hal”', '缺少变量“date”', '花括号没有成对', '不要写【】'])
        expect(message).to.contain(part);
      expect(page('#english-error').text()).to.contain('不要直接写网址');
      expect(page('#chinese').val()).to.equal('【喜约】请到{{hal}}{');
      expect(page('#english').attr('aria-invalid')).to.equal('true');
    });

    it('shows what people will read, what changes, and what the carrier files', async () => {
      const { status, text } = await send('preview', { chinese: `${CHINESE}\r\n再见`, english: ENGLISH });
      expect(status).to.equal(200);
      const page = load(text);
      expect(page('.sms__bubble').first().text())
        .to.contain('【喜约】恭喜！')
        .and.to.match(/ 再见$/);
      expect(page('ins').first().text()).to.contain('恭喜');
      expect(page('#template-chinese').text()).to.equal('恭喜！{1} {2} 请到{3}，编号 {4}。查看：{5} 再见');
      expect(await bureau.services.models.messageTexts.countDocuments()).to.equal(0);
    });

    it('takes hostile fields for text', async () => {
      for (const fields of [
        { 'chinese[$gt]': '', english: ENGLISH },
        { chinese: '<script>alert(1)</script>{{__proto__}}', english: "'; DROP TABLE" },
        { chinese: 'x'.repeat(5000), english: '\u0000' },
      ]) {
        const { status, text } = await send('preview', fields as unknown as Record<string, string>);
        expect(status).to.equal(422);
        expect(text).not.to.contain('<script>alert(1)');
      }
    });
  });

  describe('POST /staff/hall/messages/:kind/:tone', () => {
    it('puts the words in force, which the next message has', async () => {
      const { headers } = await save();
      expect(headers['location']).to.equal(`${TEXT}/versions/1?saved=1`);
      expect((await read(`${TEXT}/versions/1?saved=1`))('main').text())
        .to.contain('已启用')
        .and.to.contain('更亲切');
      await bureau.bookCouple(9900);
      const [message] = await bureau.services.models.messages.find({ kind: 'appointment-confirmed' }).lean();
      expect(message?.textVersion).to.equal('futian:1');
    });

    it('wants a reason to put them in force, none for a draft, and leads back to the fields', async () => {
      const refused = await send('', { chinese: CHINESE, english: ENGLISH, action: 'in-force' });
      expect(refused.status).to.equal(422);
      expect(load(refused.text)('.error-summary a').attr('href')).to.equal('#note');
      expect((await send('', { chinese: CHINESE, english: ENGLISH, action: 'draft' })).status).to.equal(303);
      const again = await send('', { chinese: CHINESE, english: ENGLISH, action: 'edit' });
      expect(load(again.text)('#chinese').val()).to.equal(CHINESE);
      const draft = await read(TEXT);
      expect(draft('.notice').text()).to.contain('第 1 版草稿');
      expect(draft('#chinese').val()).to.equal(CHINESE);
    });

    it('shows whoever is second both texts, and lets them go on with theirs', async () => {
      await save({ chinese: `${CHINESE}先到` });
      const second = await save({ chinese: `${CHINESE}后到` });
      expect(second.status).to.equal(409);
      const page = load(second.text);
      expect(page('#theirs').text()).to.contain('第 1 版');
      expect(page('.sms__bubble').first().text()).to.contain('先到');
      expect(page('del').text() + page('ins').text())
        .to.contain('先')
        .and.to.contain('后');
      expect(page('#chinese').val()).to.contain('后到');
      const base = String(page('[name=base]').first().attr('value'));
      expect((await save({ chinese: `${CHINESE}后到`, base })).status).to.equal(303);
      expect(await bureau.services.models.messageTexts.countDocuments()).to.equal(2);
    });

    it('lets one of two who send at the same moment through, and keeps what the other typed', async () => {
      const answers = await Promise.all([
        save({ chinese: `${CHINESE}甲` }),
        save({ chinese: `${CHINESE}乙` }, await signedIn(bureau, 'hall-manager')),
      ]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
      const typed = load(answers.find(({ status }) => status === 409)?.text ?? '')('#chinese').val();
      const [kept] = await bureau.services.models.messageTexts.find().lean();
      expect([typed, kept?.texts?.['zh-CN']].sort()).to.deep.equal([`${CHINESE}乙`, `${CHINESE}甲`]);
    });

    it('refuses a text that the preview would have refused', async () => {
      expect((await save({ chinese: '没有变量' })).status).to.equal(422);
      expect(await bureau.services.models.messageTexts.countDocuments()).to.equal(0);
    });
  });

  describe('versions', () => {
    it('are restored as new ones, and go back to the standard text', async () => {
      await save({ chinese: `${CHINESE}一` });
      await save({ chinese: `${CHINESE}二`, base: '1' });
      const restored = await read(`${TEXT}?from=1`);
      expect(restored('#chinese').val()).to.contain('一');
      expect(restored('[name=base]').first().attr('value')).to.equal('2');
      const { headers } = await postForm(manager, `${TEXT}/standard`, { base: '2' });
      expect(headers['location']).to.equal(`${TEXT}/versions/3?saved=1`);
      expect((await read(headers['location'] ?? ''))('main').text()).to.contain('这一版改回了');
      expect((await read(TEXT))('.lead').text()).to.equal('正在使用：标准文字');
      expect((await postForm(manager, `${TEXT}/standard`, { base: '2' })).status).to.equal(409);
    });

    it('take the codes of the carrier, each for what the editor saw', async () => {
      await save();
      const enter = (fields: Record<string, string>) =>
        postForm(manager, `${TEXT}/versions/1/carrier-codes`, fields, { from: TEXT });
      const wrong = await enter({ codeChinese: 'SMS 1', codeEnglish: 'SMS_2' });
      expect(wrong.status).to.equal(422);
      expect(load(wrong.text)('.error-summary a').attr('href')).to.equal('#codeChinese');
      expect(load(wrong.text)('#codeEnglish').val()).to.equal('SMS_2');
      expect((await enter({ codeChinese: 'ＳＭＳ_1', codeEnglish: 'SMS_2' })).status).to.equal(303);
      expect((await enter({ codeChinese: 'OTHER', codeEnglish: '' })).status).to.equal(409);
      const [version] = await bureau.services.models.messageTexts.find().lean();
      expect(version?.carrierCodes).to.deep.equal({ 'zh-CN': 'SMS_1', en: 'SMS_2' });
    });

    it('are withdrawn, so that the one before is sent', async () => {
      await save();
      await save({ chinese: `${CHINESE}二`, base: '1' });
      expect((await postForm(manager, `${TEXT}/versions/2/withdrawal`)).status).to.equal(303);
      expect((await read(TEXT))('.lead').text()).to.equal('正在使用：本处文字 第 1 版');
      expect((await read(`${TEXT}/versions/2`))('main form').length).to.equal(0);
    });
  });

  describe('another hall', () => {
    it('neither sees nor changes them: its pages are about its own texts', async () => {
      await save();
      const elsewhere = await signedIn(bureau, 'hall-manager', { hall: 'nanshan' });
      expect((await elsewhere.get(`${TEXT}/versions/1`)).status).to.equal(404);
      for (const act of ['versions/1/withdrawal', 'versions/1/carrier-codes'])
        expect((await postForm(elsewhere, `${TEXT}/${act}`, { codeChinese: 'X' })).status, act).to.equal(404);
      expect((await elsewhere.get(TEXT)).text).not.to.contain('恭喜');
      await send('', { chinese: CHINESE, english: ENGLISH, action: 'in-force', note: 'x', hall: 'futian' }, elsewhere);
      const found = await bureau.services.models.messageTexts.find().sort({ _id: 1 }).lean();
      expect(found.map(({ _id }) => _id.split(':')[0])).to.deep.equal(['futian', 'nanshan']);
    });
  });

  describe('GET /staff/message-texts', () => {
    it('is the bureau’s: what it says is sent by every hall without words of its own', async () => {
      const administrator = await signedIn(bureau, 'system-administrator');
      const path = '/staff/message-texts/appointment-confirmed/warm';
      const fields = { chinese: `${CHINESE}全局`, english: ENGLISH, action: 'in-force', note: '统一', base: '0' };
      expect((await postForm(administrator, path, fields)).status).to.equal(303);
      const list = await read('/staff/message-texts', administrator);
      expect(list(`a[href="${path}"]`).parent().text()).to.contain('全局文字 · 第 1 版');
      expect((await read(TEXT))('.lead').text()).to.equal('正在使用：全局文字 第 1 版');
      expect((await manager.get('/staff/message-texts')).status).to.equal(403);
      expect((await administrator.get(LIST)).status).to.equal(403);
    });
  });

  async function read(path: string, agent = manager) {
    const { status, text } = await agent.get(path).set('Accept', 'text/html');
    expect(status, path).to.equal(200);
    return load(text);
  }

  function send(act: string, fields: Record<string, string>, agent = manager) {
    return postForm(agent, act ? `${TEXT}/${act}` : TEXT, { base: '0', ...fields });
  }

  function save(more: Record<string, string> = {}, agent = manager) {
    return send('', { chinese: CHINESE, english: ENGLISH, action: 'in-force', note: '更亲切', ...more }, agent);
  }
});
