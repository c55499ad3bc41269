import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { BackgroundRotation } from '../../../src/infrastructure/background-rotation.js';
import { FieldCipher } from '../../../src/infrastructure/field-cipher.js';
import { sealedBytes } from '../../../src/infrastructure/sealed-field.js';
import { sealedPaths } from '../../../src/sealed-paths.js';
import { useBureau } from '../../support/bureau.js';

const DAY_MS = 86_400_000;
const LONG = { budgetMs: 60_000 };
const CONTEXT = 'draft.answers';
const paths = [{ collection: 'drafts', path: 'answers', context: CONTEXT }];

describe('rotating keys in the background', () => {
  const bureau = useBureau();
  const old = { id: 'old', key: randomBytes(32) };
  const next = { id: 'next', key: randomBytes(32) };
  const before = new FieldCipher([old]);
  const both = new FieldCipher([next, old]);
  const after = new FieldCipher([next]);
  const drafts = () => bureau.connection.collection<{ _id: string; answers: Buffer; revision: number }>('drafts');
  const rotation = (cipher = both) => new BackgroundRotation({ connection: bureau.connection, cipher, paths });

  beforeEach(async () => {
    await drafts().deleteMany({});
    await bureau.connection.collection('keyRotations').deleteMany({});
    await drafts().insertMany(
      Array.from({ length: 1200 }, (_, index) => ({
        _id: String(index).padStart(5, '0'),
        answers: before.seal({ index }, CONTEXT),
        revision: 0,
      })),
    );
  });

  it('seals everything with the new key, and is done only when a whole pass found nothing outdated', async () => {
    expect(await rotation().run(now(), LONG)).to.equal(true);
    const [progress] = await rotation().progress();
    expect(progress).to.include({ keyId: 'next', state: 'done', resealed: 1200, outdated: 0, unreadable: 0 });
    expect(await readable(after)).to.equal(1200);
  });

  it('goes on where another worker stopped', async () => {
    expect(await rotation().run(now(), { budgetMs: -1 })).to.equal(false);
    for (let step = 0; step < 2; step += 1) await rotation().run(now(), { budgetMs: 0 });
    const halfway = await readable(after);
    await rotation().run(now(), LONG);
    expect(halfway).to.be.lessThan(1200);
    expect(await readable(after)).to.equal(1200);
  });

  it('loses nothing to people who write meanwhile, and catches what a process with the old key still writes', async () => {
    let writes = 0;
    const write = async (index: number) => {
      const _id = String(index).padStart(5, '0');
      const cipher = index % 2 === 0 ? before : both;
      await drafts().updateOne(
        { _id },
        { $set: { answers: cipher.seal({ written: index }, CONTEXT) }, $inc: { revision: 1 } },
      );
      writes += 1;
    };
    const writing = Promise.all(Array.from({ length: 600 }, (_, index) => write(index * 2)));
    await Promise.all([rotation().run(now(), LONG), rotation().run(now(), LONG), writing]);
    while (!(await rotation().run(new Date(now().getTime() + 2 * DAY_MS), LONG)));

    expect(writes).to.equal(600);
    for await (const { _id, answers, revision } of drafts().find())
      if (revision > 0) expect(after.open(sealedBytes(answers), CONTEXT)).to.deep.equal({ written: Number(_id) });
    expect(await readable(after)).to.equal(1200);
  });

  it('would lose a write without its guard', async () => {
    const _id = '00000';
    const read = await drafts().findOne({ _id });
    await drafts().updateOne({ _id }, { $set: { answers: before.seal({ written: true }, CONTEXT) } });
    await drafts().updateOne(
      { _id },
      { $set: { answers: both.seal(before.open(sealedBytes(read!.answers), CONTEXT), CONTEXT) } },
    );
    const kept = await drafts().findOne({ _id });
    expect(both.open(sealedBytes(kept!.answers), CONTEXT)).to.deep.equal({ index: 0 });
  });

  it('begins again when the next key becomes the first, and looks again a day later', async () => {
    await rotation().run(now(), LONG);
    const third = new FieldCipher([{ id: 'third', key: randomBytes(32) }, next]);
    await rotation(third).run(now(), LONG);
    expect((await rotation(third).progress())[0]).to.include({ keyId: 'third', resealed: 1200 });

    await drafts().updateOne({ _id: '00001' }, { $set: { answers: after.seal({ late: true }, CONTEXT) } });
    await rotation(third).run(now(), LONG);
    expect(await readable(after)).to.equal(1);
    await rotation(third).run(new Date(now().getTime() + 2 * DAY_MS), LONG);
    expect(await readable(after)).to.equal(0);
  });

  it('counts what nobody can open any more and does not stand still for it', async () => {
    await drafts().updateOne(
      { _id: '00002' },
      { $set: { answers: new FieldCipher([{ id: 'lost', key: randomBytes(32) }]).seal({}, CONTEXT) } },
    );
    expect(await rotation().run(now(), LONG)).to.equal(true);
    expect((await rotation().progress())[0]).to.include({ state: 'done', unreadable: 1, resealed: 1199 });
  });

  it('is shown at /metrics', async () => {
    await bureau.services.keyRotation.run(now(), LONG);
    const { text } = await bureau.http.get('/metrics');
    for (const { collection, path } of sealedPaths)
      expect(text).to.include(`xiyue_key_rotation_done{path="${collection}.${path}"`);
  });

  function now(): Date {
    return bureau.clock.now();
  }

  async function readable(cipher: FieldCipher): Promise<number> {
    let count = 0;
    for await (const { answers } of drafts().find()) if (cipher.hasKeyOf(sealedBytes(answers))) count += 1;
    return count;
  }
});
