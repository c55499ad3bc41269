import type { Language } from '../../infrastructure/language.js';
import type { RateLimit } from '../../config/index.js';
import { DomainError } from '../../errors/index.js';
import { createRateLimit } from '../../http/rate-limit.js';
import type { Contacts } from '../contacts/index.js';
import type { ApplicationKeys } from './application-keys.js';
import type { DivorceApplicationModel, DivorceApplicationRecord } from './divorce-application.model.js';
import type { DivorceReadModel } from './divorce.read-model.js';

const OPEN_MINUTES = 30;

/** A look-up that waits for its code; kept on the server. */
export interface PendingReceipt {
  verification: string;
  /** Absent when receipt and phone do not belong together, which nobody is told. */
  application?: string;
  phoneHash: string;
}

/** An application that was opened with a code, for as long as somebody may look at it. */
export interface OpenReceipt {
  application: string;
  /** Keyed hash of the phone that opened it: its owner's own choices hang on it. */
  phoneHash: string;
  until: number;
}

/** Shows a party its application when it knows the receipt number and holds its own phone, and tells nobody else that it exists. */
export class CoupleLookup {
  private readonly countPhone: (phoneHash: string) => Promise<void>;

  constructor(
    private readonly deps: {
      applications: DivorceApplicationModel;
      contacts: Contacts;
      readModel: DivorceReadModel;
      keys: ApplicationKeys;
    },
    limit: RateLimit,
  ) {
    this.countPhone = createRateLimit('receipt-phone', limit);
  }

  /** Sends a code when the two belong together, and does the same work without a message when they do not. */
  async begin({
    receiptNumber,
    phone,
    now,
    language,
  }: {
    receiptNumber: string;
    phone: string;
    now: Date;
    language: Language;
  }): Promise<PendingReceipt> {
    const { applications, contacts, readModel, keys } = this.deps;
    const phoneHash = keys.phone(phone);
    await this.countPhone(phoneHash);
    const record = await applications.findOne({ receiptHash: keys.receipt(receiptNumber) }).lean();
    const isOwn = record !== null && readModel.personalOf(record).parties.some((party) => party.phone === phone);
    if (!isOwn) return { verification: (await contacts.startInVain({ phone, now })).id, phoneHash };
    const { id } = await contacts.start({ phone, now, language });
    return { verification: id, application: record._id, phoneHash };
  }

  /** Throws `wrong-code`, `code-expired` or `too-many-attempts`. */
  async finish({ pending, code, now }: { pending: PendingReceipt; code: string; now: Date }): Promise<OpenReceipt> {
    await this.deps.contacts.confirm({ id: pending.verification, code, now });
    if (pending.application === undefined) throw new DomainError('code-expired', { status: 422 });
    const { application, phoneHash } = pending;
    return { application, phoneHash, until: now.getTime() + OPEN_MINUTES * 60_000 };
  }

  async read(open: OpenReceipt | undefined, now: Date): Promise<DivorceApplicationRecord | null> {
    if (!open || open.until <= now.getTime()) return null;
    return this.deps.applications.findOne({ _id: open.application, deidentifiedAt: { $exists: false } }).lean();
  }
}
