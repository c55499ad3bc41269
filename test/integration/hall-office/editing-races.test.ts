import { expect } from 'chai';
import { changedMembers } from '../../../src/features/halls/hall-change.js';
import { DomainError } from '../../../src/errors/index.js';
import type { HallChange } from '../../../src/features/halls/index.js';
import { useBureau } from '../../support/bureau.js';

const MANAGERS = 8;

describe('managers who change one hall at the same time', function () {
  this.timeout(60_000);
  const bureau = useBureau();

  it('never overwrite each other: one is done, the others are told who was quicker', async () => {
    const { edits } = bureau.services.hallOffice;
    const outcomes = await Promise.all(
      changes().map((change, index) =>
        edits
          .write({
            hall: 'futian',
            change,
            revision: 0,
            actor: manager(index),
            reason: '测试',
            now: bureau.clock.now(),
          })
          .then(() => 'done')
          .catch((error: unknown) => {
            if (!(error instanceof DomainError)) throw error;
            expect(error.params['by']).to.match(/^经理\d$/);
            return error.code;
          }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(1);
    expect(outcomes.filter((outcome) => outcome === 'hall-changed')).to.have.length(MANAGERS - 1);
    const hall = await edits.current('futian');
    expect([hall.revision, hall.exceptions.length]).to.deep.equal([1, 1]);
    expect(await edits.history('futian')).to.have.length(1);
  });

  it('would lose all but one change without the revision in the filter', async () => {
    const { edits } = bureau.services.hallOffice;
    const { halls } = bureau.services.models;
    const seen = await edits.current('nanshan');
    const written = await Promise.all(
      changes().map((change) => halls.updateOne({ _id: 'nanshan' }, { $set: changedMembers(seen, change) })),
    );
    expect(written.filter(({ matchedCount }) => matchedCount === 1)).to.have.length(MANAGERS);
    expect((await edits.current('nanshan')).exceptions).to.have.length(1);
  });

  it('finishes what a process that died had begun, and only once', async () => {
    const { edits, changes: service } = bureau.services.hallOffice;
    const date = '2026-11-10';
    const { reference } = await bureau.bookCouple(9100, { date });
    const closure = { from: date, to: date, reason: { 'zh-CN': '搬迁', en: 'Moving' } };
    const change: HallChange = { kind: 'closed', closure };
    await edits.write({
      hall: 'futian',
      change,
      revision: 1,
      actor: manager(1),
      reason: '搬迁',
      now: bureau.clock.now(),
    });
    expect(await service.finishInterrupted(bureau.clock.now())).to.equal(0);
    bureau.advance(61_000);
    expect(await service.finishInterrupted(bureau.clock.now())).to.equal(1);
    expect(await service.finishInterrupted(bureau.clock.now())).to.equal(0);
    const record = await bureau.services.models.appointments.findOne({ reference }).lean();
    expect(record?.history.at(-1)).to.include({ action: 'time-closed', actor: 'staff:manager-1' });
    expect(await bureau.services.models.messages.countDocuments({ kind: 'day-closed' })).to.equal(1);
  });

  it('give one last free place to one couple only, the others keep what they had', async () => {
    const { hallOffice, models } = bureau.services;
    const date = '2026-11-11';
    const start = '16:30';
    await bureau.setCapacity(1, { date, start });
    const references = await Promise.all([9111, 9112, 9113, 9114].map((seed) => bookAt(seed, date, '09:00')));
    const records = await models.appointments.find({ reference: { $in: references } }).lean();
    const move = (record: (typeof records)[number]) =>
      hallOffice.moving.move({
        record,
        to: { date, start },
        reason: '测试',
        actor: manager(1),
        now: bureau.clock.now(),
      });
    const outcomes = await Promise.all(
      records.map((record) =>
        move(record).then(
          () => 'moved',
          (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
        ),
      ),
    );
    expect(outcomes.sort()).to.deep.equal(['moved', 'slot-full', 'slot-full', 'slot-full']);
    const after = await models.appointments.find({ reference: { $in: references } }).lean();
    expect(after.filter((record) => record.start === '09:00')).to.have.length(3);
    const [slot] = await models.slots
      .find({ hall: 'futian', date, start, business: 'marriage', lane: 'online' })
      .lean();
    expect(slot?.claims).to.have.length(1);
  });

  async function bookAt(seed: number, date: string, start: string): Promise<string> {
    return (await bureau.bookCouple(seed, { date, start })).reference;
  }

  function changes(): HallChange[] {
    return Array.from({ length: MANAGERS }, (_, index) => ({
      kind: 'exception',
      exception: { date: `2026-12-0${index + 1}`, hours: [], note: { 'zh-CN': '测试', en: 'Test' } },
    }));
  }

  function manager(index: number) {
    return { id: `manager-${index}`, name: `经理${index}`, hall: 'futian' };
  }
});
