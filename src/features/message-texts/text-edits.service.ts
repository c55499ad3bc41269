import { type Actor, actedBy, type AuditLog } from '../../audit/index.js';
import { isDuplicateKey } from '../../errors/index.js';
import { type Language, LANGUAGES } from '../../infrastructure/language.js';
import type { BilingualText } from '../notifications/index.js';
import {
  type CarrierCodes,
  type MessageTextModel,
  type MessageTextRecord,
  type TextName,
  type VersionEvent,
  versionId,
} from './message-text.model.js';
import type { MessageTexts } from './message-texts.js';
import { CodesChanged, TextChanged } from './message-texts.errors.js';
import { auditOf } from './text-audit.js';
import { askedHalls } from './text-scope.js';

export interface Edit {
  name: TextName;
  /** The newest version that the editor was shown; 0 for a text that was never changed. */
  base: number;
  state: 'draft' | 'in-force';
  /** Absent to go back to the text of the bureau, or of the product. */
  texts?: BilingualText;
  /** What the carrier calls their templates, where that is known already. */
  codes?: CarrierCodes;
  note?: string;
  actor: Actor;
  now: Date;
}

export interface CodesEntry extends VersionAct {
  /** The codes that the editor was shown. */
  seen: CarrierCodes;
  codes: CarrierCodes;
}

export interface VersionAct {
  name: TextName;
  version: number;
  actor: Actor;
  now: Date;
}

/** Changes of texts. Nothing is overwritten: each is the next version, and its unique name decides between two editors. */
export class TextEdits {
  constructor(private readonly deps: { messageTexts: MessageTextModel; texts: MessageTexts; audit: AuditLog }) {}

  /** Every version of a text, the newest first. */
  async versions({ hall, kind, tone }: TextName): Promise<MessageTextRecord[]> {
    return this.deps.messageTexts.find({ hall, kind, tone }).sort({ version: -1 }).lean();
  }

  /** Everything of these halls, or of one text there. */
  async all(halls: readonly string[], text?: Omit<TextName, 'hall'>): Promise<MessageTextRecord[]> {
    const named = text && { kind: text.kind, tone: text.tone };
    return this.deps.messageTexts.find({ hall: { $in: halls }, ...named }).lean();
  }

  /** Throws TextChanged when somebody wrote a version that the editor has not seen. */
  async save({ name, base, state, texts, codes, note, actor, now }: Edit): Promise<MessageTextRecord> {
    const versions = await this.versions(name);
    if ((versions[0]?.version ?? 0) !== base) throw new TextChanged();
    const version = base + 1;
    const carrierCodes = texts && { ...knownCodes(await this.all(askedHalls(name.hall), name), texts), ...codes };
    const record: MessageTextRecord = {
      _id: versionId(name, version),
      ...name,
      version,
      state,
      ...(texts && { texts }),
      ...(carrierCodes && Object.keys(carrierCodes).length > 0 && { carrierCodes }),
      changedAt: now,
      history: [
        eventOf('saved', {
          actor,
          now,
          state,
          ...(note !== undefined && { note }),
          ...(codes && { carrierCodes: codes }),
        }),
      ],
    };
    try {
      await this.deps.messageTexts.insertMany([record], { lean: true });
    } catch (error) {
      throw isDuplicateKey(error) ? new TextChanged() : error;
    }
    return this.done(record);
  }

  /** Notes what the carrier calls the filed templates; what the editor saw must still be there. Throws CodesChanged. */
  async enterCodes({ name, version, seen, codes, actor, now }: CodesEntry): Promise<void> {
    const changed = LANGUAGES.filter((language) => codes[language] !== seen[language]);
    if (changed.length === 0) return;
    const at = (language: Language) => `carrierCodes.${language}`;
    const entries = changed.map((language) => [at(language), codes[language]] as const);
    const isGiven = ([, code]: readonly [string, string | undefined]) => code !== undefined;
    const given = entries.filter(isGiven);
    const taken = entries.filter((entry) => !isGiven(entry));
    const record = await this.change(
      {
        _id: versionId(name, version),
        state: { $ne: 'withdrawn' },
        texts: { $exists: true },
        ...Object.fromEntries(changed.map((language) => [at(language), seen[language] ?? { $exists: false }])),
      },
      {
        $set: { ...Object.fromEntries(given), changedAt: now },
        ...(taken.length > 0 && { $unset: Object.fromEntries(taken.map(([path]) => [path, 1])) }),
        $push: { history: eventOf('coded', { actor, now, carrierCodes: codes }) },
      },
    );
    if (!record) throw new CodesChanged();
  }

  /** Takes a draft or a version in force back, so that the one before counts; twice is as once. */
  async withdraw({ name, version, actor, now }: VersionAct): Promise<void> {
    await this.change(
      { _id: versionId(name, version), state: { $ne: 'withdrawn' } },
      { $set: { state: 'withdrawn', changedAt: now }, $push: { history: eventOf('withdrawn', { actor, now }) } },
    );
  }

  /** Undefined when the filter no longer holds. */
  private async change(filter: object, update: object): Promise<MessageTextRecord | undefined> {
    const record = await this.deps.messageTexts.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean();
    return record ? this.done(record) : undefined;
  }

  /** Whatever was written is the last line of the history: it goes to the audit, and this process sends by it at once. */
  private async done(record: MessageTextRecord): Promise<MessageTextRecord> {
    this.deps.texts.forget(record);
    await this.deps.audit.append(auditOf(record, record.history.length - 1));
    return record;
  }
}

/** The same words are the same template at the carrier, whoever filed them in whichever version. */
function knownCodes(versions: readonly MessageTextRecord[], texts: BilingualText): CarrierCodes {
  const codes = LANGUAGES.flatMap((language) => {
    const same = versions.find((each) => each.texts?.[language] === texts[language] && each.carrierCodes?.[language]);
    const code = same?.carrierCodes?.[language];
    return code === undefined ? [] : [[language, code] as const];
  });
  return Object.fromEntries(codes);
}

function eventOf(
  action: VersionEvent['action'],
  { actor, now, ...more }: { actor: Actor; now: Date } & Partial<Omit<VersionEvent, 'actor'>>,
): VersionEvent {
  return { action, at: now, by: actor.name, ...actedBy(actor), ...more };
}
