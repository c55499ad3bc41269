import type { AuditLog } from '../../../audit/index.js';
import { newId } from '../../../infrastructure/ids.js';
import type { DataContext, DataSubject, HeldItem, PersonalDataSource } from '../personal-data.js';

export interface HeldPart {
  name: string;
  title: string;
  items: HeldItem[];
}

/** Who asks and from where, for the audit chain. */
export interface Asked {
  subject: DataSubject;
  address?: string | undefined;
}

/** Everything held about a person, gathered from every feature that keeps some. Each access is an entry of the audit chain. */
export class OwnData {
  /** What hangs on other records stands after them in `sources`, because erasing goes from the last to the first. */
  constructor(
    private readonly sources: readonly PersonalDataSource[],
    private readonly audit: AuditLog,
  ) {}

  async see(asked: Asked, context: DataContext, as: 'seen' | 'exported' = 'seen'): Promise<HeldPart[]> {
    const parts = await this.gather(asked.subject, context);
    this.note(asked, { action: `privacy.${as}`, now: context.now, counts: countItems(parts) });
    return parts;
  }

  /** The same without an entry, for a page that only asks what to do next. */
  async gather(subject: DataSubject, context: DataContext): Promise<HeldPart[]> {
    return Promise.all(
      this.sources.map(async (source) => ({
        name: source.name,
        title: source.title(context.t),
        items: await source.find(subject, context),
      })),
    );
  }

  /** How much of each kind is gone. */
  async erase(asked: Asked, now: Date): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const source of [...this.sources].reverse())
      counts[source.name] = (await source.erase?.(asked.subject, now)) ?? 0;
    this.note(asked, { action: 'privacy.erased', now, counts });
    return counts;
  }

  note(
    { subject, address }: Asked,
    { action, now, counts, result = 'done' }: { action: string; now: Date; counts?: object; result?: string },
  ): void {
    this.audit.record({
      key: `privacy:${newId()}`,
      at: now,
      actor: 'person',
      action,
      subject: `person:${subject.personHash}`,
      result,
      ...(address !== undefined && { address }),
      ...(counts && { details: { ...counts } }),
    });
  }
}

function countItems(parts: readonly HeldPart[]): Record<string, number> {
  return Object.fromEntries(parts.map(({ name, items }) => [name, items.length]));
}
