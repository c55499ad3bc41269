import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { linkEntries } from '../../../src/audit/audit-chain.js';
import { AuditAnchors, verifyAuditChain } from '../../../src/audit/index.js';
import { useBureau } from '../../support/bureau.js';
import { operatorOfBureau } from '../scripts/support/operator.js';

const DAY_MS = 86_400_000;
const MANY = 20_000;
const KILLS = 3;

describe('a purge that is killed', function () {
  this.timeout(120_000);
  const bureau = useBureau();
  const run = operatorOfBureau(bureau);

  it('leaves a chain that proves itself whenever it happens, and is finished by the next one', async () => {
    const { models, audit, secrets } = bureau.services;
    await bureau.bookCouple(1);
    await audit.drain();
    const old = bureau.clock.now();
    await models.messages.insertMany(
      Array.from({ length: MANY }, (_, index) => ({
        _id: `old:${index}`,
        kind: 'day-closed',
        subject: String(index),
        role: 'contact',
        recipientHash: 'r',
        channel: 'outbox',
        state: 'sent',
        at: old,
        dueAt: old,
        nextAt: old,
        wakeAt: old,
        attempts: 1,
      })),
    );
    await appendMany(old);
    bureau.advance(1200 * DAY_MS);
    await audit.append([{ key: 'now', at: bureau.clock.now(), actor: 'a', action: 'a', subject: 'a', result: 'done' }]);
    await run('purge', '');

    const anchors = new AuditAnchors(models.auditAnchors, secrets.hash);
    const before = await leftOver();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await killWhilePurging();
      expect((await verifyAuditChain(models.auditEntries, { anchors })).brokenAt, `after kill ${kill + 1}`).to.equal(
        null,
      );
    }
    const between = await leftOver();
    const { code, report } = await run('purge', '--commit');

    expect(code).to.equal(0);
    expect(before).to.be.greaterThan(2 * MANY);
    expect(between, 'no kill came in the middle').to.be.lessThan(before).and.to.be.greaterThan(0);
    expect(report['collections'].messages.count).to.be.lessThan(MANY);
    expect(await leftOver()).to.equal(0);
    expect((await verifyAuditChain(models.auditEntries, { anchors })).brokenAt).to.equal(null);
  });

  async function leftOver(): Promise<number> {
    const { messages, auditEntries } = bureau.services.models;
    const before = new Date(bureau.clock.now().getTime() - 1100 * DAY_MS);
    const due = { at: { $lt: before } };
    return (await messages.countDocuments(due)) + (await auditEntries.countDocuments(due));
  }

  /** Kills as soon as the store has lost something. */
  async function killWhilePurging(): Promise<void> {
    const { uri } = bureau.config.store;
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/purge.ts', '--commit'], {
      stdio: 'ignore',
      env: { ...process.env, NODE_ENV: 'test', MONGODB_URI: uri, DATA_DIR: bureau.config.store.dataDir },
    });
    const ended = once(child, 'exit');
    const from = await leftOver();
    while (child.exitCode === null && (await leftOver()) === from)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
  }

  async function appendMany(at: Date): Promise<void> {
    const { auditEntries } = bureau.services.models;
    const head = (await auditEntries.findOne().sort({ _id: -1 }).lean())!;
    const events = Array.from({ length: MANY }, (_, index) => ({
      key: `old:${index}`,
      at,
      actor: 'couple',
      action: 'appointment.booked',
      subject: 'appointment:XY-0000-0001',
      result: 'done',
    }));
    await auditEntries.insertMany(linkEntries(events, head), { lean: true });
  }
});
