import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { AuditLog, auditEntryModel } from '../../../src/audit/index.js';
import { DomainError } from '../../../src/errors/index.js';
import { createTextOffice, messageTextModel, MessageTexts } from '../../../src/features/message-texts/index.js';
import { createLogger } from '../../../src/infrastructure/logger.js';
import { openConnection } from '../../../src/infrastructure/mongo.js';
import { useStore } from '../../support/store.js';
import { code, reminder } from '../../unit/message-texts/support/definitions.js';

const actor = { id: '0123456789abcdef01234567', name: '张经理', hall: 'futian', address: '127.0.0.1' };
const now = new Date('2026-11-02T01:00:00Z');
const name = (hall = 'futian', tone = 'warm') => ({ hall, kind: reminder.kind, tone });
const words = (mark: string) => ({ 'zh-CN': `{{date}} {{start}} ${mark}`, en: `{{date}} {{start}} ${mark}` });
const sample = reminder.texts.sample['zh-CN'];

describe('the versions of a text', function () {
  this.timeout(30_000);
  const store = useStore();
  let connection: Connection;

  before(async () => {
    connection = openConnection(store.uri, {});
    await connection.asPromise();
  });
  beforeEach(async () => {
    await messageTextModel(connection).deleteMany({});
    await auditEntryModel(connection).deleteMany({});
  });
  after(() => connection.close());

  /** What one process of the product works with. */
  function process({ isNumbered = false } = {}) {
    const messageTexts = messageTextModel(connection);
    const audit = new AuditLog(auditEntryModel(connection), createLogger({ level: 'silent', name: 'test' }));
    const texts = new MessageTexts({ messageTexts, isNumbered });
    const { edits, lostAudit } = createTextOffice({
      models: { messageTexts, auditEntries: auditEntryModel(connection) },
      texts,
      audit,
      catalogue: { all: () => [reminder, code] },
      sms: { signature: '喜约', templates: isNumbered ? 'numbered' : 'text' },
    });
    const ask = (language: 'zh-CN' | 'en' = 'zh-CN', hall = 'futian') =>
      texts.wordsFor({ kind: reminder.kind, tone: 'warm', language, hall, texts: reminder.texts, variables: sample });
    return { edits, lostAudit, ask };
  }

  const saved = (mark: string, base: number, more: object = {}) => ({
    name: name(),
    base,
    state: 'in-force' as const,
    texts: words(mark),
    note: '更亲切',
    actor,
    now,
    ...more,
  });

  it('says the standard words at first, then those of the hall, at no other hall and in no other tone', async () => {
    const { edits, ask } = process();
    expect((await ask()).version).to.equal('standard');
    await edits.save(saved('福田欢迎您', 0));
    expect(await ask()).to.deep.equal({
      text: '8月19日 09:30 福田欢迎您',
      version: 'futian:1',
      parameters: ['8月19日', '09:30'],
    });
    expect((await ask('zh-CN', 'nanshan')).version).to.equal('standard');
    await edits.save(saved('全局', 0, { name: name('*') }));
    expect((await ask('zh-CN', 'nanshan')).version).to.equal('*:1');
    expect((await ask()).version).to.equal('futian:1');
  });

  it('keeps a draft to the editors, and goes back to the standard text with a version of its own', async () => {
    const { edits, ask } = process();
    await edits.save(saved('一', 0));
    await edits.save(saved('二', 1, { state: 'draft' }));
    expect((await ask()).version).to.equal('futian:1');
    const { texts: _, ...back } = saved('', 2);
    await edits.save(back);
    expect((await ask()).version).to.equal('standard');
    expect((await edits.versions(name())).map(({ version, state }) => [version, state])).to.deep.equal([
      [3, 'in-force'],
      [2, 'draft'],
      [1, 'in-force'],
    ]);
  });

  it('lets one of many editors at once write the next version, and refuses the others, losing nothing', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => process().edits.save(saved(`第${index}位`, 0))),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).to.have.length(11);
    expect(refused.every((error) => error instanceof DomainError && error.code === 'message-text-changed')).to.equal(
      true,
    );
    expect(await process().edits.versions(name())).to.have.length(1);
  });

  it('without the unique name would take them all: the race is real', async () => {
    const records = connection.collection('messageTextsUnnamed');
    const write = async () => {
      const latest = await records.find().sort({ version: -1 }).limit(1).next();
      await records.insertOne({ version: Number(latest?.['version'] ?? 0) + 1 });
    };
    await Promise.all(Array.from({ length: 12 }, write));
    expect(await records.countDocuments({ version: 1 })).to.be.above(1);
  });

  it('refuses a version after one that nobody has written', async () => {
    const failure = await process()
      .edits.save(saved('跳过', 7))
      .catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'message-text-changed');
  });

  it('waits for the carrier’s codes, knows them again with the same words, and sends the earlier text meanwhile', async () => {
    const { edits, ask } = process({ isNumbered: true });
    await edits.save(saved('一', 0));
    expect((await ask()).version).to.equal('standard');
    await edits.enterCodes({ name: name(), version: 1, seen: {}, codes: { 'zh-CN': 'SMS_1' }, actor, now });
    expect(await ask()).to.include({ version: 'futian:1', carrierCode: 'SMS_1' });
    expect((await ask('en')).version).to.equal('standard');
    await edits.save(saved('二', 1));
    expect((await ask()).version).to.equal('futian:1');
    await edits.save(saved('一', 2));
    expect(await ask()).to.include({ version: 'futian:3', carrierCode: 'SMS_1' });
    await edits.save(saved('三', 0, { name: name('*'), codes: { en: 'SMS_3' } }));
    await edits.save(saved('', 3, { texts: { ...words('四'), en: words('三').en } }));
    expect(await ask('en')).to.include({ version: 'futian:4', carrierCode: 'SMS_3' });
    expect((await ask()).version).to.equal('futian:3');
  });

  it('takes a code for what the editor saw only', async () => {
    const { edits } = process();
    await edits.save(saved('一', 0));
    const enter = (seen: object, codes: object) =>
      edits.enterCodes({ name: name(), version: 1, seen, codes, actor, now }).catch((error: unknown) => error);
    expect(await enter({}, { en: 'A' })).to.equal(undefined);
    expect(await enter({}, { en: 'B' })).to.have.property('code', 'carrier-codes-changed');
    expect(await enter({ en: 'A' }, { en: 'A' })).to.equal(undefined);
    expect(await enter({ en: 'A' }, {})).to.equal(undefined);
    const [{ carrierCodes, history } = { carrierCodes: undefined, history: [] }] = await edits.versions(name());
    expect(carrierCodes?.en).to.equal(undefined);
    expect(history.map(({ action }) => action)).to.deep.equal(['saved', 'coded', 'coded']);
  });

  it('gives the place of a withdrawn version to the one before', async () => {
    const { edits, ask } = process();
    await edits.save(saved('一', 0));
    await edits.save(saved('二', 1));
    await edits.withdraw({ name: name(), version: 2, actor, now });
    await edits.withdraw({ name: name(), version: 2, actor, now });
    expect((await ask()).version).to.equal('futian:1');
    expect((await edits.versions(name()))[0]?.history).to.have.length(2);
  });

  it('stands in the audit, whoever changed what', async () => {
    const { edits } = process();
    await edits.save(saved('一', 0));
    await edits.enterCodes({ name: name(), version: 1, seen: {}, codes: { en: 'A' }, actor, now });
    await edits.withdraw({ name: name(), version: 1, actor, now });
    const entries = await auditEntryModel(connection).find().sort({ _id: 1 }).lean();
    expect(entries.map(({ action }) => action)).to.deep.equal([
      'message-text.save',
      'message-text.carrier-code',
      'message-text.withdraw',
    ]);
    expect(entries[0]).to.deep.include({
      actor: `staff:${actor.id}`,
      hall: 'futian',
      reason: '更亲切',
      subject: 'message-text:futian:reminder-3-days:warm:1',
      details: { state: 'in-force', texts: words('一') },
    });
    expect(entries[1]?.details).to.deep.equal({ carrierCodes: { en: 'A' } });
  });

  it('comes into the audit even when the process died before, and only once', async () => {
    const { edits, lostAudit } = process();
    await edits.save(saved('一', 0));
    const entries = auditEntryModel(connection);
    const [before] = await entries.find().lean();
    await entries.deleteMany({});
    const later = new Date(now.getTime() + 60_000);
    expect(await lostAudit.append(now)).to.equal(0);
    expect(await process().lostAudit.append(later)).to.equal(1);
    expect(await lostAudit.append(later)).to.equal(0);
    const [after] = await entries.find().lean();
    expect(after).to.deep.include({ key: before?.key, details: before?.details, actor: before?.actor });
  });

  it('is read by other processes within seconds', async function () {
    const [here, there] = [process(), process()];
    expect((await there.ask()).version).to.equal('standard');
    await here.edits.save(saved('一', 0));
    expect((await here.ask()).version).to.equal('futian:1');
    await new Promise((resolve) => setTimeout(resolve, 3100));
    expect((await there.ask()).version).to.equal('futian:1');
  });
});
