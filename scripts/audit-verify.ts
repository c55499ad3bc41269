import { verifyAuditChain } from '../src/audit/index.js';
import { runScript } from './lib/run-script.js';

// Walks the audit chain from its first entry; exit code 1 when it is broken somewhere.
await runScript({
  name: 'audit-verify',
  isReadOnly: true,
  arguments: {},
  async run({ services: { models }, say }) {
    const { entries, brokenAt } = await verifyAuditChain(models.auditEntries);
    say(brokenAt === null ? `${entries} entries, intact` : `broken at ${brokenAt}`);
    return { report: { entries, brokenAt }, isFailure: brokenAt !== null };
  },
});
