import { AuditAnchors, verifyAuditChain } from '../src/audit/index.js';
import { runScript } from './lib/run-script.js';

// Walks the audit chain from its first entry, or from the anchor that a purge left; exit code 1 when it is broken somewhere.
await runScript({
  name: 'audit-verify',
  isReadOnly: true,
  arguments: {},
  async run({ services: { models, secrets }, say }) {
    const { entries, brokenAt } = await verifyAuditChain(models.auditEntries, {
      anchors: new AuditAnchors(models.auditAnchors, secrets.hash),
    });
    say(brokenAt === null ? `${entries} entries, intact` : `broken at ${brokenAt}`);
    return { report: { entries, brokenAt }, isFailure: brokenAt !== null };
  },
});
