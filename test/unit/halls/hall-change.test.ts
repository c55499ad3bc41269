import { expect } from 'chai';
import { changedHall, DEFAULT_POLICY, type HallChange } from '../../../src/features/halls/index.js';
import { testHall } from '../../support/halls.js';

const reason = { 'zh-CN': '停电', en: 'Power cut' };
const note = { 'zh-CN': '加班', en: 'Extra hours' };

describe('changedHall', () => {
  const hall = testHall();
  const after = (...changes: HallChange[]) => changes.reduce(changedHall, hall);

  it('puts weekly hours in the order of the week', () => {
    const opening: HallChange = {
      kind: 'opening',
      opening: [
        { weekday: 2, from: '09:00', to: '12:00' },
        { weekday: 1, from: '14:00', to: '17:00' },
        { weekday: 1, from: '09:00', to: '12:00' },
      ],
    };
    expect(after(opening).opening.map(({ weekday, from }) => `${weekday} ${from}`)).to.deep.equal([
      '1 09:00',
      '1 14:00',
      '2 09:00',
    ]);
  });

  it('keeps one exception for a day, the latest', () => {
    const exception = (to: string): HallChange => ({
      kind: 'exception',
      exception: { date: '2026-11-14', hours: [{ from: '09:00', to }], note },
    });
    const changed = after(exception('11:00'), exception('12:00'));
    expect(changed.exceptions.map(({ hours }) => hours[0]?.to)).to.deep.equal(['12:00']);
    expect(changedHall(changed, { kind: 'exception-removed', date: '2026-11-14' }).exceptions).to.deep.equal([]);
  });

  it('closes the same time once, and opens exactly that again', () => {
    const morning = { from: '2026-11-10', to: '2026-11-10', hours: { from: '09:00', to: '12:00' } };
    const day = { from: '2026-11-10', to: '2026-11-10' };
    const closed = after(
      { kind: 'closed', closure: { ...morning, reason } },
      { kind: 'closed', closure: { ...morning, reason } },
      { kind: 'closed', closure: { ...day, reason } },
    );
    expect(closed.closures).to.have.length(2);
    expect(changedHall(closed, { kind: 'reopened', closure: day }).closures).to.deep.equal([{ ...morning, reason }]);
  });

  it('changes one business and leaves the others', () => {
    const marriage = { ...hall.services[0]!, windows: 5 };
    const changed = after({ kind: 'service', service: marriage });
    expect(changed.services.map(({ business, windows }) => [business, windows])[0]).to.deep.equal(['marriage', 5]);
    expect(changed.services.slice(1)).to.deep.equal(hall.services.slice(1));
    expect(changedHall(changed, { kind: 'service-removed', business: 'marriage' }).services).to.have.length(3);
  });

  it('has one policy for a first day', () => {
    const policy = { ...DEFAULT_POLICY, from: '2026-12-01', reschedules: 1 };
    const changed = after({ kind: 'policy', policy }, { kind: 'policy', policy: { ...policy, reschedules: 3 } });
    expect(changed.policies.map(({ from, reschedules }) => [from, reschedules])).to.deep.equal([
      ['2020-01-01', 2],
      ['2026-12-01', 3],
    ]);
  });
});
