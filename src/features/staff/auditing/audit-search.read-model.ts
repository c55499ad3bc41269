import type { AuditEntryModel, AuditEntryRecord } from '../../../audit/index.js';
import { normaliseReference } from '../../../infrastructure/ids.js';
import type { StaffDirectory } from '../administration/directory.read-model.js';

const PAGE = 50;

/** What an auditor asks for; everything that is absent is not asked. */
export interface AuditQuestion {
  who?: string;
  what?: string;
  whom?: string;
  result?: string;
  address?: string;
  hall?: string;
  from?: Date;
  /** Not included. */
  to?: Date;
  /** Only entries before this position. */
  before?: number;
}

export interface AuditLine extends AuditEntryRecord {
  /** The person behind `staff:<id>`, or what the entry itself says. */
  actorName: string;
  subjectName: string;
}

/** Searches the chain, the newest first. */
export class AuditSearch {
  constructor(
    private readonly entries: AuditEntryModel,
    private readonly directory: StaffDirectory,
  ) {}

  /** One page and the position that the next one begins before. */
  async page(question: AuditQuestion): Promise<{ lines: AuditLine[]; older?: number }> {
    const found = await this.entries
      .find(await this.filterOf(question))
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .lean();
    const shown = found.slice(0, PAGE);
    const last = shown.at(-1);
    return { lines: await this.named(shown), ...(found.length > PAGE && last && { older: last._id }) };
  }

  /** Everything that fits, in batches with names, for an export. */
  async *all(question: AuditQuestion): AsyncGenerator<AuditLine[]> {
    let before = question.before;
    for (;;) {
      const { lines, older } = await this.page({ ...question, ...(before !== undefined && { before }) });
      if (lines.length > 0) yield lines;
      if (older === undefined) return;
      before = older;
    }
  }

  /** When the chain was last verified, by whom and with what outcome. */
  async lastVerdict(): Promise<AuditLine | undefined> {
    const found = await this.entries.findOne({ action: 'audit.verify' }).sort({ _id: -1 }).lean();
    return found ? (await this.named([found]))[0] : undefined;
  }

  private async filterOf({ who, what, whom, result, address, hall, from, to, before }: AuditQuestion): Promise<object> {
    const at = { ...(from && { $gte: from }), ...(to && { $lt: to }) };
    return {
      ...(who !== undefined && { actor: { $in: await this.identitiesOf(who) } }),
      ...(whom !== undefined && { subject: { $in: await this.subjectsOf(whom) } }),
      ...(what !== undefined && { action: beginningWith(what) }),
      ...(address !== undefined && { address }),
      ...(result !== undefined && { result: beginningWith(result) }),
      ...(hall !== undefined && { hall }),
      ...((from ?? to) && { at }),
      ...(before !== undefined && { _id: { $lt: before } }),
    };
  }

  /** Somebody of the staff by name, or an actor as the chain writes it. */
  private async identitiesOf(words: string): Promise<string[]> {
    const ids = await this.directory.idsOf(words);
    return [words, ...ids.map((id) => `staff:${id}`)];
  }

  /** A booking by its reference, however it is typed, somebody of the staff, or a subject as the chain writes it. */
  private async subjectsOf(words: string): Promise<string[]> {
    const reference = normaliseReference(words);
    return [...(await this.identitiesOf(words)), ...(reference ? [`appointment:${reference}`] : [])];
  }

  private async named(records: AuditEntryRecord[]): Promise<AuditLine[]> {
    const ids = records.flatMap(({ actor, subject }) => [actor, subject]).flatMap((text) => staffIdIn(text) ?? []);
    const names = await this.directory.namesOf([...new Set(ids)]);
    const nameOf = (text: string) => names.get(staffIdIn(text) ?? '') ?? text;
    return records.map((record) => ({
      ...record,
      actorName: nameOf(record.actor),
      subjectName: nameOf(record.subject),
    }));
  }
}

function staffIdIn(text: string): string | undefined {
  return /^staff:([0-9a-f]{24})$/.exec(text)?.[1];
}

/** An anchored pattern, so that the index finds it. */
function beginningWith(words: string): RegExp {
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
