import { expect } from 'chai';
import type { AppointmentSource } from '../../../../src/features/appointments/index.js';
import { useStore } from '../../../support/store.js';
import { examine, type Fault } from './support/examine.js';
import { simulate, type SimulationOptions } from './support/simulation.js';
import type { World } from './support/world.js';

/** Fewer are quicker while something is being changed; a seed repeats a run. */
const APPOINTMENTS = Number(process.env['PROOF_APPOINTMENTS'] ?? 2000);
const SEED = Number(process.env['PROOF_SEED'] ?? 20_261_125);

const TROUBLE = {
  seed: SEED,
  // Three of ten attempts fail; of some of them only the answer is lost.
  refused: 0.22,
  answerLost: 0.08,
  dies: 0.01,
  outages: [
    { from: new Date('2026-10-20T01:30:00Z'), to: new Date('2026-10-20T05:30:00Z') },
    { from: new Date('2026-11-05T09:00:00Z'), to: new Date('2026-11-05T12:00:00Z') },
  ],
};
const SMALL = { seed: SEED + 1, appointments: 60, days: 30, trouble: { ...TROUBLE, outages: [] } };

describe(`sixty days of ${APPOINTMENTS} appointments and their messages (seed ${SEED})`, function () {
  this.timeout(60_000 + APPOINTMENTS * 2000);
  const store = useStore();

  it('sends each message that is owed once and at its time, and no other, whatever fails', async () => {
    const simulated = await simulate({
      uri: store.uri,
      seed: SEED,
      appointments: APPOINTMENTS,
      days: 60,
      cut: 0.04,
      trouble: TROUBLE,
    });
    const { findings, ...counts } = examine(simulated);
    const told = JSON.stringify({ seed: SEED, ...counts, ...simulated.counts });

    expect(findings, told).to.deep.equal([]);
    expect(counts.owed, told).to.be.above(4 * APPOINTMENTS);
    expect(counts.open, 'cases in which a change comes so close that both are right').to.be.below(counts.owed / 20);
    expect(counts.merged, told).to.be.above(0);
    expect(counts.doubles, 'hand-overs of what had been taken already, all under the same id').to.be.above(0);
    expect(simulated.counts.deaths, told).to.be.above(0);
    expect(simulated.counts.cut, told).to.be.above(0);
    const states = new Set(simulated.messages.map(({ state }) => state));
    expect([...states].sort()).to.deep.equal(['cancelled', 'sent', 'suppressed']);
  });
});

describe('the examination of sixty days finds', function () {
  this.timeout(180_000);

  const stores = [useStore(), useStore(), useStore(), useStore(), useStore()] as const;

  it('messages sent twice when two workers may take the same one', async () => {
    expect(await faultsOf({ ...SMALL, uri: stores[0].uri, cut: 0, spoil: withoutClaims })).to.include('double');
  });

  it('reminders of what was cancelled when nothing is taken back and nobody looks again before sending', async () => {
    const kept = { ...SMALL, cut: 0 };
    const looking = await faultsOf({ ...kept, uri: stores[1].uri, spoil: withoutTakingBack });
    expect(looking, 'one of the two is enough').to.deep.equal([]);
    const spoil = (world: World) => ({ ...withoutTakingBack(world), ...withoutTheLastLook(world) });
    expect(await faultsOf({ ...kept, uri: stores[2].uri, spoil })).to.include('after-it-was-taken-back');
  });

  it('messages that a crash kept from being written when nothing heals', async () => {
    expect(await faultsOf({ ...SMALL, uri: stores[3].uri, cut: 0.5, heals: false })).to.include('missing');
  });

  it('a reminder close to the news that says it too when kinds do not know of each other', async () => {
    const spoil = ({ source }: World) => ({
      source: { ...source, definitions: source.definitions.map(withoutCovers) },
    });
    expect(await faultsOf({ ...SMALL, uri: stores[4].uri, cut: 0, spoil })).to.deep.equal(['not-merged']);
  });
});

async function faultsOf(options: SimulationOptions): Promise<Fault[]> {
  return [...new Set(examine(await simulate(options)).findings.map(({ fault }) => fault))];
}

/** Lets a worker take a message in any state: the update stays as it is. */
function withoutClaims({ models }: World): object {
  return spoilt(models.messages.collection, 'findOneAndUpdate', (really, filter = {}, ...rest) =>
    really({ _id: filter['_id'] }, ...rest),
  );
}

/** Leaves in the queue what is no longer owed. */
function withoutTakingBack({ models }: World): object {
  return spoilt(models.messages.collection, 'updateMany', (really, filter = {}, update = {}, ...rest) =>
    JSON.stringify(update).includes('"cancelled"') ? { modifiedCount: 0 } : really(filter, update, ...rest),
  );
}

function withoutCovers({ covers: _, ...definition }: AppointmentSource['definitions'][number]) {
  return definition;
}

type Method = (...given: Record<string, unknown>[]) => unknown;

function spoilt(
  collection: object,
  name: string,
  instead: (really: Method, ...given: Record<string, unknown>[]) => unknown,
): object {
  const methods = collection as Record<string, Method>;
  const really = methods[name]?.bind(collection);
  if (!really) throw new TypeError(`a collection has no ${name}`);
  methods[name] = (...given) => instead(really, ...given);
  return {};
}

/** Shows workers an appointment that was cancelled as it was before. */
function withoutTheLastLook({ source }: World): { source: AppointmentSource } {
  const load: AppointmentSource['load'] = async (ids) => {
    const subjects = [...(await source.load(ids))].map(([id, subject]) => {
      const { record } = subject;
      if (record.state !== 'cancelled') return [id, subject] as const;
      const before = { ...record, state: 'confirmed' as const, history: record.history.slice(0, -1) };
      return [id, { ...subject, record: before }] as const;
    });
    return new Map(subjects);
  };
  return { source: { ...source, load } };
}
