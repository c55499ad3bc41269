import { expect } from 'chai';
import type { AppointmentSource } from '../../../../src/features/appointments/index.js';
import type { SubjectSource } from '../../../../src/features/notifications/index.js';
import { useStore } from '../../../support/store.js';
import { examine, type Fault } from './support/examine.js';
import { madeUpKindOf, withMadeUpKind } from './support/made-up-kind.js';
import { PLAYED_SOURCES } from './support/players.js';
import { simulate, type SimulationOptions, type Spoilt } from './support/simulation.js';
import { spoilt } from './support/spoilt.js';
import { type World } from './support/world.js';

/** Fewer are quicker while something is being changed; a seed repeats a run. */
const APPOINTMENTS = Number(process.env['PROOF_APPOINTMENTS'] ?? 2000);
const ENOUGH_FOR_EVERY_KIND = 1000;
const APPLICATIONS = Math.max(12, Math.round(APPOINTMENTS / 10));
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
const SMALL = { seed: SEED + 1, appointments: 60, applications: 16, days: 30, trouble: { ...TROUBLE, outages: [] } };
const HARM = { ...SMALL, appointments: 0, applications: 50, harm: 0.9, cut: 0 };

describe(`sixty days of ${APPOINTMENTS} appointments and ${APPLICATIONS} divorce applications (seed ${SEED})`, function () {
  this.timeout(60_000 + APPOINTMENTS * 2000);
  const store = useStore();

  it('sends each message that is owed once and at its time, and no other, whatever fails', async () => {
    const simulated = await simulate({
      uri: store.uri,
      seed: SEED,
      appointments: APPOINTMENTS,
      applications: APPLICATIONS,
      days: 60,
      cut: 0.04,
      trouble: TROUBLE,
    });
    const { findings, kinds, ...counts } = examine(simulated);
    const told = JSON.stringify({ seed: SEED, ...counts, ...simulated.counts });

    expect(findings, told).to.deep.equal([]);
    expect(counts.owed, told).to.be.above(4 * APPOINTMENTS);
    expect(counts.open, 'cases in which a change comes so close that both are right').to.be.below(counts.owed / 20);
    expect(counts.merged, told).to.be.above(0);
    expect(counts.silenced, 'some are declined, or could harm').to.be.within(1, counts.owed / 10);
    expect(counts.doubles, 'hand-overs of what had been taken already, all under the same id').to.be.above(0);
    expect(simulated.counts.deaths, told).to.be.above(0);
    expect(simulated.counts.cut, told).to.be.above(0);
    const states = new Set(simulated.messages.map(({ state }) => state));
    expect([...states].sort()).to.deep.equal(['cancelled', 'sent', 'suppressed']);

    const { sources } = simulated;
    const all = sources.flatMap(({ definitions }) => definitions).map(({ kind }) => kind);
    expect(PLAYED_SOURCES, 'whatever the product sends messages about has a life here').to.have.members(
      sources.map(({ name }) => name),
    );
    const absent = all.filter((kind) => !kinds.has(kind));
    if (APPOINTMENTS >= ENOUGH_FOR_EVERY_KIND) expect(absent, 'each kind came about').to.deep.equal([]);
  });
});

describe('a kind that somebody adds', function () {
  this.timeout(180_000);
  const stores = [useStore(), useStore()] as const;
  const added = { ...SMALL, cut: 0.04, sources: (sources: readonly SubjectSource[]) => sources.map(withMadeUpKind) };

  it('is expected and sent without another word, about everything that messages are about', async () => {
    const simulated = await simulate({ ...added, uri: stores[0].uri });
    const { findings, kinds } = examine(simulated);
    expect(findings).to.deep.equal([]);
    expect([...kinds]).to.include.members(PLAYED_SOURCES.map((name) => madeUpKindOf({ name })));
  });

  it('is missed when workers do not know it', async () => {
    const spoil = ({ sources }: World) => ({ workersSources: sources.map(withoutTheLastKind) });
    const { findings } = examine(await simulate({ ...added, uri: stores[1].uri, spoil }));
    expect(new Set(findings.map(({ fault }) => fault))).to.deep.equal(new Set(['missing']));
    expect(new Set(findings.map(({ key }) => key.split(':')[0]))).to.deep.equal(
      new Set(PLAYED_SOURCES.map((name) => madeUpKindOf({ name }))),
    );
  });
});

describe('the examination of sixty days finds', function () {
  this.timeout(180_000);

  const stores = Array.from({ length: 10 }, () => useStore());
  const uri = (index: number) => stores[index]?.uri ?? '';

  it('messages sent twice when two workers may take the same one', async () => {
    expect(await faultsOf({ ...SMALL, uri: uri(0), cut: 0, spoil: withoutClaims })).to.include('double');
  });

  it('reminders of what was cancelled when nothing is taken back and nobody looks again before sending', async () => {
    const kept = { ...SMALL, cut: 0 };
    const looking = await faultsOf({ ...kept, uri: uri(1), spoil: withoutTakingBack });
    expect(looking, 'one of the two is enough').to.deep.equal([]);
    const spoil = (world: World) => ({ ...withoutTakingBack(world), ...withoutTheLastLook(world) });
    expect(await faultsOf({ ...kept, uri: uri(2), spoil })).to.include('after-it-was-taken-back');
  });

  it('messages that a crash kept from being written when nothing heals', async () => {
    expect(await faultsOf({ ...SMALL, uri: uri(3), cut: 0.5, heals: false })).to.include('missing');
  });

  it('a reminder close to the news that says it too when kinds do not know of each other', async () => {
    const spoil = ({ sources }: World) => ({
      workersSources: sources.map((source) => ({ ...source, definitions: source.definitions.map(withoutCovers) })),
    });
    expect(await faultsOf({ ...SMALL, uri: uri(4), cut: 0, spoil })).to.deep.equal(['not-merged']);
  });

  it('what somebody declined when nobody asks', async () => {
    const spoil = () => ({ ignores: ['wishes'] as const });
    expect(await faultsOf({ ...SMALL, uri: uri(5), cut: 0, spoil })).to.deep.equal(['although-not-wanted']);
  });

  it('what could harm one of two parties when nobody looks at the application', async () => {
    const spoil = ({ sources }: World): Spoilt => ({
      workersSources: sources.map(withoutMarks),
      ignores: ['protection'],
    });
    const { findings } = examine(await simulate({ ...HARM, uri: uri(8), spoil }));
    expect(new Set(findings.map(({ fault }) => fault))).to.deep.equal(new Set(['although-not-wanted']));
    expect(findings.some(({ key }) => key.startsWith('divorce-'))).to.equal(true);
  });

  it('what could harm somebody by another appointment when only the application is looked at', async () => {
    const spoil = (): Spoilt => ({ ignores: ['protection'] });
    const { findings } = examine(await simulate({ ...HARM, uri: uri(9), spoil }));
    expect(new Set(findings.map(({ fault }) => fault))).to.deep.equal(new Set(['although-not-wanted']));
    expect(findings.every(({ key }) => key.startsWith('appointment-'))).to.equal(true);
  });

  it('what another system is told out of order when nobody waits for the step before', async () => {
    const spoil = ({ models }: World) =>
      spoilt(models.messages.collection, 'findOne', (really, filter = {}, ...rest) =>
        'line.name' in filter ? null : really(filter, ...rest),
      );
    // Half of what is tried fails, so that what comes next often overtakes it.
    const trouble = { ...SMALL.trouble, refused: 0.5 };
    const busy = { ...SMALL, appointments: 120, applications: 0, trouble, cut: 0 };
    expect(await faultsOf({ ...busy, uri: uri(6) }), 'it waits').to.deep.equal([]);
    expect(await faultsOf({ ...busy, uri: uri(7), spoil })).to.deep.equal(['out-of-order']);
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

/** Who could be harmed is told like everybody else. */
function withoutMarks(source: SubjectSource): SubjectSource {
  const definitions = source.definitions.map((definition) => ({
    ...definition,
    occasions: (subject: unknown) =>
      definition.occasions(subject).map(({ recipient, ...when }) => {
        const { isUnsafe: _, ...others } = recipient;
        return { ...when, recipient: others };
      }),
  }));
  return { ...source, definitions };
}

function withoutTheLastKind(source: SubjectSource): SubjectSource {
  return { ...source, definitions: source.definitions.slice(0, -1) };
}

function withoutCovers({ covers: _, ...definition }: World['sources'][number]['definitions'][number]) {
  return definition;
}

/** Shows workers an appointment that was cancelled as it was before. */
function withoutTheLastLook({ sources, source }: World): Spoilt {
  const load: AppointmentSource['load'] = async (ids) => {
    const subjects = [...(await source.load(ids))].map(([id, subject]) => {
      const { record } = subject;
      if (record.state !== 'cancelled') return [id, subject] as const;
      const before = { ...record, state: 'confirmed' as const, history: record.history.slice(0, -1) };
      return [id, { ...subject, record: before }] as const;
    });
    return new Map(subjects);
  };
  return { workersSources: [{ ...source, load }, ...sources.filter(({ name }) => name !== source.name)] };
}
