import type { AuditEntryModel, AuditLog } from '../../audit/index.js';
import { MOST_PARTS } from './check-text.js';
import { LostTextAudit } from './lost-text-audit.js';
import type { MessageTextModel } from './message-text.model.js';
import type { MessageTexts } from './message-texts.js';
import { TextEdits } from './text-edits.service.js';
import { type TextKind, TextKinds } from './text-kind.js';

export interface MessageTextsDependencies {
  models: { messageTexts: MessageTextModel; auditEntries: AuditEntryModel };
  texts: MessageTexts;
  audit: AuditLog;
  /** Every kind of message there is, those of features that register later too. */
  catalogue: { all: () => readonly TextKind[] };
  /** What text messages look like to the carrier; absent where none are sent, which is like a carrier that takes words. */
  sms?: { signature: string; templates: 'numbered' | 'text' } | undefined;
  maxParts?: number;
}

export type TextOffice = ReturnType<typeof createTextOffice>;

/** What the pages work with on which halls word their messages, for the composition root. */
export function createTextOffice({ models, texts, audit, catalogue, sms, maxParts }: MessageTextsDependencies) {
  return {
    kinds: new TextKinds(catalogue),
    edits: new TextEdits({ ...models, texts, audit }),
    lostAudit: new LostTextAudit({ ...models, audit }),
    rules: {
      signature: `【${sms?.signature ?? '喜约'}】`,
      isNumbered: sms?.templates === 'numbered',
      maxParts: maxParts ?? MOST_PARTS,
    },
  };
}
