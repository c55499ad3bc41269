import { expect } from 'chai';
import { useBureau } from '../../support/bureau.js';
import { ACCEPTED_AT, acceptCouple, divorceHall, outcomeOf, REGISTRAR } from './support/applications.js';

const ROUNDS = 8;
const CLOSING = new Date('2026-09-18T16:59:59+08:00');
const OPENING = new Date('2026-09-19T00:00:00+08:00');

describe('two hands on one divorce application', () => {
  const bureau = useBureau({ halls: [divorceHall()], at: ACCEPTED_AT });
  let seed = 900;

  it('either withdraw it or issue the certificates, never both', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await race();
      expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(1);
      expect(outcomes).to.include('divorce-not-open');
    }
  });

  it('do both in the same race once the state is taken out of the filter', async () => {
    const restore = removeGuard();
    try {
      const rounds = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await race());
      expect(rounds.some((outcomes) => outcomes.every((outcome) => outcome === 'done'))).to.equal(true);
    } finally {
      restore();
    }
  });

  it('issue it once when two registrars press at the same moment', async () => {
    const { id } = await acceptCouple(bureau, (seed += 1));
    const { cases } = bureau.services.divorce;
    const issue = (digit: number) =>
      outcomeOf(cases.issue({ id, serial: `L440304-2026-80000${digit}`, actor: REGISTRAR, now: OPENING }));
    const outcomes = await Promise.all([issue(1), issue(2), issue(3)]);
    expect(outcomes.sort()).to.deep.equal(['divorce-not-open', 'divorce-not-open', 'done']);
  });

  it('never lapse what is issued on the last evening', async () => {
    const { id } = await acceptCouple(bureau, (seed += 1));
    const { cases, upkeep } = bureau.services.divorce;
    const serial = `L440304-2026-90${seed}`.padEnd(19, '0');
    const lastEvening = new Date('2026-10-19T23:59:59+08:00');
    const [issued] = await Promise.all([
      outcomeOf(cases.issue({ id, serial, actor: REGISTRAR, now: lastEvening })),
      upkeep.lapse(new Date('2026-10-20T00:00:00+08:00')),
    ]);
    const record = await cases.open({ id, actor: REGISTRAR });
    expect([record.state, record.history.length]).to.deep.equal([issued === 'done' ? 'issued' : 'lapsed', 2]);
  });

  /** One process is still in the last second of the cooling-off period, the other is already in the window. */
  async function race(): Promise<string[]> {
    const { id } = await acceptCouple(bureau, (seed += 1));
    const { cases } = bureau.services.divorce;
    const serial = `L440304-2026-${String(seed).padStart(6, '0')}`;
    return Promise.all([
      outcomeOf(cases.withdraw({ id, party: 0, actor: REGISTRAR, now: CLOSING })),
      outcomeOf(cases.issue({ id, serial, actor: REGISTRAR, now: OPENING })),
    ]);
  }

  function removeGuard(): () => void {
    const { divorceApplications } = bureau.services.models;
    const guarded = divorceApplications.findOneAndUpdate.bind(divorceApplications);
    divorceApplications.findOneAndUpdate = ((filter: { _id: string }, ...rest: []) =>
      guarded({ _id: filter._id }, ...rest)) as typeof guarded;
    return () => {
      divorceApplications.findOneAndUpdate = guarded;
    };
  }
});
