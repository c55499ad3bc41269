import type { AuditEntryModel, AuditEvent, AuditLog } from '../../../audit/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { HandledItem, MessageDesk } from '../../notifications/index.js';

/** Older than any request can run. */
const GRACE_MS = 20_000;
const WINDOW_MS = 24 * 3_600_000;
const ONE = 'message-handled';
const MANY = 'messages-handled';

export function newHandledKey(howMany: 'one' | 'many'): string {
  return `${howMany === 'one' ? ONE : MANY}:${newId()}`;
}

/** The entry of the chain for what somebody did to one message, or to many at one stroke. */
export function handledEvent(
  { key, at, actor, address, action, reason }: HandledItem,
  about: { id: string; hall?: string | undefined } | { details: Record<string, unknown>; hall?: string | undefined },
): AuditEvent {
  const isOne = 'id' in about;
  return {
    key,
    at,
    actor,
    action: `${isOne ? 'message' : 'messages'}.${action}`,
    subject: isOne ? `message:${about.id}` : 'messages',
    result: 'done',
    ...(about.hall !== undefined && { hall: about.hall }),
    ...(address !== undefined && { address }),
    ...(reason !== undefined && { reason }),
    ...(!isOne && { details: about.details }),
  };
}

/** Heals what a crash left between a message that was handled and its audit. */
export class LostMessageAudit {
  constructor(private readonly deps: { desk: MessageDesk; auditEntries: AuditEntryModel; audit: AuditLog }) {}

  /** Appends what is not in the chain; once it is, this changes nothing. */
  async append(now: Date): Promise<number> {
    const { desk, auditEntries, audit } = this.deps;
    const handled = await desk.handledBetween(new Date(now.getTime() - WINDOW_MS), new Date(now.getTime() - GRACE_MS));
    const keys = handled.map(({ item }) => item.key);
    const found = await auditEntries.find({ key: { $in: keys } }, { key: 1 }).lean();
    const known = new Set(found.map(({ key }) => key));
    const lost = handled.flatMap(({ item, messages: [first, ...more] }) => {
      if (known.has(item.key) || !first) return [];
      return handledEvent(item, item.key.startsWith(MANY) ? { details: { count: more.length + 1 } } : first);
    });
    if (lost.length > 0) await audit.append(lost);
    return lost.length;
  }
}
