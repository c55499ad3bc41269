import { randomBytes } from 'node:crypto';
import { load } from 'cheerio';
import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { postForm, signedIn, type StaffAgent } from '../../support/staff.js';

const BUREAU = '/staff/message-texts/appointment-cancelled/warm';
const HALL = '/staff/hall/messages/appointment-cancelled/warm';

describe('where the carrier sends filed templates only', function () {
  this.timeout(60_000);
  const bureau = useBureau({
    env: {
      SMS_GATEWAY_URL: 'https://gateway.example/v1',
      SMS_GATEWAY_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      SMS_TEMPLATES: 'numbered',
      SMS_SIGNATURE: '民政婚登',
    },
  });
  let administrator: StaffAgent;
  let manager: StaffAgent;

  before(async () => {
    administrator = await signedIn(bureau, 'system-administrator');
    manager = await signedIn(bureau, 'hall-manager');
  });

  it('says on the list which texts cannot be sent, and offers their templates to be filed', async () => {
    expect((await read('/staff/message-texts', administrator))('main').text()).to.contain('没有模板编号，不能发送');
    const page = await read(BUREAU, administrator);
    expect(page('#template-chinese').text()).to.contain('{1}').and.not.to.contain('{{');
    expect(page('#chinese-bubble').text()).to.match(/^【民政婚登】/);
    expect((await read(HALL, manager))('#template-chinese').length).to.equal(0);
  });

  it('takes the codes of words that nobody changed, and sends by them', async () => {
    const refused = await postForm(administrator, `${BUREAU}/filing`, { base: '0' });
    expect(refused.status).to.equal(422);
    expect(load(refused.text)('.error-summary a').attr('href')).to.equal('#codeChinese');
    const fields = { base: '0', codeChinese: 'SMS_100', codeEnglish: 'SMS_101' };
    expect((await postForm(administrator, `${BUREAU}/filing`, fields)).status).to.equal(303);
    expect(await sent('zh-CN')).to.include({ carrierCode: 'SMS_100', version: '*:1' });
    expect(await sent('en')).to.include({ carrierCode: 'SMS_101', version: '*:1' });
    expect((await postForm(administrator, `${BUREAU}/filing`, fields)).status).to.equal(409);
  });

  it('goes on with the earlier words of a hall’s new ones until their code is there, and says so', async () => {
    const page = await read(HALL, manager);
    const fields = {
      base: '0',
      action: 'in-force',
      note: '更亲切',
      chinese: `${String(page('#chinese').val())}欢迎再来。`,
      english: `${String(page('#english').val())} Come again.`,
    };
    expect((await postForm(manager, HALL, fields)).status).to.equal(303);
    expect((await sent('zh-CN')).version).to.equal('*:1');
    expect((await read(HALL, manager))('.notice--warning').text()).to.contain('第 1 版还没有运营商模板编号');
    expect((await read(`${HALL}/versions/1`, manager))('main').text()).to.contain('中文：等待模板编号');

    await postForm(manager, `${HALL}/versions/1/carrier-codes`, { codeChinese: 'SMS_200', codeEnglish: '' });
    expect(await sent('zh-CN')).to.include({ version: 'futian:1', carrierCode: 'SMS_200' });
    expect((await sent('en')).version).to.equal('*:1');
    expect((await read('/staff/hall/messages', manager))(`a[href="${HALL}"]`).parent().text()).to.contain('等待运营商');
  });

  async function sent(language: 'zh-CN' | 'en') {
    const kind = 'appointment-cancelled';
    const texts = bureau.services.textOffice.kinds.find(kind, 'warm')!.kind.texts;
    return bureau.services.texts.textFor({ kind, tone: 'warm', language, hall: 'futian', texts });
  }

  async function read(path: string, agent: StaffAgent) {
    const { status, text } = await agent.get(path).set('Accept', 'text/html');
    expect(status, path).to.equal(200);
    return load(text);
  }
});
