import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoServerError, type Db } from 'mongodb';
import { Store } from '../../../src/infrastructure/embedded-mongo/storage/store.js';
import { verifyStore } from '../../../src/infrastructure/embedded-mongo/verify.js';
import { startStoreProcess, type StoreProcess } from '../store-process.js';
import { Ledger } from './ledger.js';
import { Storm } from './storm.js';

export interface KillRounds {
  path: string;
  rounds: number;
  clients: number;
  /** The store is killed somewhere in the second half of this time. */
  stormMs: number;
  say: (line: string) => void;
}

export interface KillReport {
  rounds: number;
  acknowledged: number;
  refused: number;
  /** Answered writes that are not there. */
  lost: number;
  violations: { round: number; subject: string; detail: string }[];
  /** How long the store took to come back, by round. */
  startMs: number[];
}

/** Kills the store in the middle of a storm of writes, again and again, and checks after each restart what it holds. */
export async function killRounds({ path, rounds, clients, stormMs, say }: KillRounds): Promise<KillReport> {
  const ledger = new Ledger();
  const storm = new Storm(ledger);
  const report: KillReport = { rounds: 0, acknowledged: 0, refused: 0, lost: 0, violations: [], startMs: [] };
  await withStore(path, clients, (db) => storm.prepare(db));
  for (let round = 1; round <= rounds; round++) {
    await withStore(path, clients, async (db, { process: child }) => {
      const workers = Array.from({ length: clients }, (_, worker) => storm.blow(db, `${round}-${worker}`));
      const ended = Promise.all(workers.map(untilGone));
      await Promise.race([sleep(stormMs * (0.5 + Math.random() / 2)), ended]);
      child.kill('SIGKILL');
      await Promise.all([ended, child.signalCode ?? once(child, 'exit')]);
    });
    await checkRound({ path, clients, round, ledger, storm, report });
    const { acknowledged, refused, lost, violations, startMs } = report;
    const found = `${acknowledged} acknowledged, ${refused} refused, ${lost} lost, ${violations.length} violations`;
    say(`round ${round}: ${found}, back in ${startMs.at(-1)} ms`);
  }
  return report;
}

interface Round {
  path: string;
  clients: number;
  round: number;
  ledger: Ledger;
  storm: Storm;
  report: KillReport;
}

async function checkRound({ path, clients, round, ledger, storm, report }: Round): Promise<void> {
  const violation = (subject: string, detail: string) => report.violations.push({ round, subject, detail });
  await withStore(path, clients, async (db, { startMs }) => {
    report.startMs.push(startMs);
    for (const { key, expected, found } of ledger.settle(await storm.holds(db))) {
      const isRefused = expected.every((state) => state === undefined) && found !== undefined;
      if (isRefused) violation(key, `holds ${found}, which was refused or removed`);
      else report.lost++;
    }
    for (const { _id, capacity, holders } of await storm.overfull(db))
      violation(`slot ${_id}`, `${holders.length} holders for ${capacity} places`);
  });
  const store = new Store({ path });
  for (const { collection, subject, detail } of verifyStore(store).violations)
    violation(`${collection} ${subject}`, detail);
  await store.close();
  Object.assign(report, { rounds: round, acknowledged: ledger.acknowledged, refused: ledger.refused });
}

async function withStore(
  path: string,
  clients: number,
  work: (db: Db, store: StoreProcess) => Promise<void>,
): Promise<void> {
  const store = await startStoreProcess(path);
  const client = await MongoClient.connect(store.uri, {
    maxPoolSize: clients,
    minPoolSize: clients,
    serverSelectionTimeoutMS: 500,
  });
  try {
    await work(client.db('storm'), store);
  } finally {
    await client.close();
    await store.stop();
  }
}

/** Whatever the driver throws once the store is gone is the end; what the store itself refuses is a failure. */
async function untilGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MongoServerError) throw error;
  }
}
