import { type Actor, actorId, type AuditLog } from '../../../audit/index.js';
import { DomainError, isDuplicateKey, NotFound, RateLimited } from '../../../errors/index.js';
import type { FieldCipher, KeyedHash } from '../../../infrastructure/field-cipher.js';
import { newId, newReference } from '../../../infrastructure/ids.js';
import { isLanguage, type Language } from '../../../infrastructure/language.js';
import { unseal } from '../../../infrastructure/sealed-field.js';
import { civilDateAt, type HolidayCalendar } from '../../calendar/index.js';
import { maskDocumentNumber } from '../../eligibility/index.js';
import type { Hall } from '../../halls/index.js';
import type { Outbox } from '../../notifications/index.js';
import type { DataSubject } from '../personal-data.js';
import { dueDate } from './due-date.js';
import {
  ANSWER,
  CONTENT,
  type PrivacyRequestModel,
  type PrivacyRequestRecord,
  type RequestContent,
  type RequestKind,
} from './privacy-request.model.js';

const MOST_OPEN = 5;
const DAY_SECONDS = 86_400;
const MOST_SHOWN = 200;

/** A request with what it says. */
export interface OpenedRequest extends Omit<PrivacyRequestRecord, 'content' | 'answer'> {
  content: RequestContent;
  note?: string;
}

/** What people ask of a hall about their data, and what its staff answer. */
export class PrivacyRequests {
  constructor(
    private readonly deps: {
      requests: PrivacyRequestModel;
      calendar: HolidayCalendar;
      outbox: Outbox;
      audit: AuditLog;
      cipher: FieldCipher;
      hash: KeyedHash;
      answerWorkdays: number;
      /** Where a person reads the answer. */
      ownDataLink: () => string;
    },
  ) {}

  /** Throws RateLimited for somebody who already waits for several answers. */
  async ask({
    subject,
    kind,
    hall,
    text,
    language,
    now,
  }: {
    subject: DataSubject;
    kind: RequestKind;
    hall: Hall;
    text: string;
    language: Language;
    now: Date;
  }): Promise<PrivacyRequestRecord> {
    const { requests, calendar, cipher, answerWorkdays } = this.deps;
    const owner = this.ownerOf(subject);
    if ((await requests.countDocuments({ owner, state: 'open' })) >= MOST_OPEN) throw new RateLimited(DAY_SECONDS);
    const content: RequestContent = {
      phone: subject.phone,
      document: maskDocumentNumber(subject.document.number),
      text,
    };
    const record: PrivacyRequestRecord = {
      _id: newId(),
      number: newReference().replace('XY', 'PR'),
      kind,
      hall: hall.id,
      owner,
      person: subject.personHash,
      content: cipher.seal(content, CONTENT),
      language,
      state: 'open',
      dueOn: dueDate(civilDateAt(now, hall.timeZone), answerWorkdays, await calendar.current()),
      history: [{ action: 'asked', at: now, actor: 'person' }],
      createdAt: now,
      updatedAt: now,
    };
    await this.insert(record);
    this.note(record, 0);
    return record;
  }

  async of(subject: DataSubject): Promise<OpenedRequest[]> {
    const found = await this.deps.requests
      .find({ owner: this.ownerOf(subject) })
      .sort({ createdAt: -1 })
      .lean();
    return found.map((record) => this.opened(record));
  }

  /** What a hall has to answer, the most urgent first, then what it has answered. Without what they say. */
  async at(hall: string): Promise<{ open: PrivacyRequestRecord[]; answered: PrivacyRequestRecord[] }> {
    const { requests } = this.deps;
    const [open, answered] = await Promise.all([
      requests.find({ hall, state: 'open' }).sort({ dueOn: 1 }).limit(MOST_SHOWN).lean(),
      requests.find({ hall, state: 'answered' }).sort({ dueOn: -1 }).limit(MOST_SHOWN).lean(),
    ]);
    return { open, answered };
  }

  /** Throws NotFound for another hall's. */
  async find(id: string, hall: string): Promise<OpenedRequest> {
    const record = await this.deps.requests.findOne({ _id: id, hall }).lean();
    if (!record) throw new NotFound();
    return this.opened(record);
  }

  /** Opens a request of the hall to answer it; every look is in the audit chain. */
  async open(id: string, actor: Actor, now: Date): Promise<OpenedRequest> {
    const record = await this.find(id, actor.hall);
    this.deps.audit.record({
      key: `privacy-request-read:${newId()}`,
      at: now,
      actor: actorId(actor),
      action: 'privacy.request-read',
      subject: `privacy-request:${record.number}`,
      result: 'done',
      hall: actor.hall,
    });
    return record;
  }

  /** Answers once and tells the person; throws `changed-meanwhile` when a colleague was quicker. */
  async answer({ id, note, actor, now }: { id: string; note: string; actor: Actor; now: Date }): Promise<void> {
    const { requests, cipher } = this.deps;
    const answered = await requests
      .findOneAndUpdate(
        { _id: id, hall: actor.hall, state: 'open' },
        {
          $set: { state: 'answered', answer: cipher.seal(note, ANSWER), updatedAt: now },
          $push: { history: { action: 'answered', at: now, actor: actorId(actor) } },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!answered) throw new DomainError('changed-meanwhile');
    this.note(answered, answered.history.length - 1);
    await this.tell(answered);
  }

  /** Tells those whose request was answered in a span of time, in case that a crash came between; twice is as once. */
  async tellAnswered({ from, to }: { from: Date; to: Date }): Promise<void> {
    const answered = { state: 'answered' as const, updatedAt: { $gt: from, $lte: to } };
    for await (const record of this.deps.requests.find(answered).lean<PrivacyRequestRecord>().cursor())
      await this.tell(record);
  }

  /** Answered requests whose answer is older than `before`; in a dry run only counted. */
  async purge(before: Date, { commit }: { commit: boolean }): Promise<number> {
    const due = { state: 'answered' as const, updatedAt: { $lt: before } };
    if (!commit) return this.deps.requests.countDocuments(due);
    return (await this.deps.requests.deleteMany(due)).deletedCount;
  }

  private async tell({ _id, content, history, number, ...record }: PrivacyRequestRecord): Promise<void> {
    const { cipher, outbox, ownDataLink, hash } = this.deps;
    const answer = history.findLast(({ action }) => action === 'answered');
    if (!answer) return;
    const { phone } = unseal<RequestContent>(cipher, CONTENT, content);
    await outbox.notify({
      kind: 'privacy-answered',
      subject: _id,
      to: phone,
      addressHash: hash.of('phone', phone),
      language: isLanguage(record.language) ? record.language : 'zh-CN',
      variables: { number, link: ownDataLink() },
      at: answer.at,
    });
  }

  private async insert(record: PrivacyRequestRecord): Promise<void> {
    try {
      await this.deps.requests.create(record);
    } catch (error) {
      if (!isDuplicateKey(error, 'number')) throw error;
      record.number = newReference().replace('XY', 'PR');
      await this.insert(record);
    }
  }

  private ownerOf({ document, phone }: DataSubject): string {
    return this.deps.hash.of('privacy-owner', `${document.identity}|${phone}`);
  }

  private opened({ content, answer, ...record }: PrivacyRequestRecord): OpenedRequest {
    const { cipher } = this.deps;
    return {
      ...record,
      content: unseal<RequestContent>(cipher, CONTENT, content),
      ...(answer && { note: unseal<string>(cipher, ANSWER, answer) }),
    };
  }

  private note({ _id, number, hall, history }: PrivacyRequestRecord, index: number): void {
    const item = history[index];
    if (!item) return;
    this.deps.audit.record({
      key: `privacy-request:${_id}:${index}`,
      at: item.at,
      actor: item.actor,
      action: `privacy.request-${item.action}`,
      subject: `privacy-request:${number}`,
      result: 'done',
      hall,
    });
  }
}
