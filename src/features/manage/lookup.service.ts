import type { RateLimit } from '../../config/index.js';
import { DomainError } from '../../errors/index.js';
import { createRateLimit } from '../../http/rate-limit.js';
import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import type { Language } from '../../infrastructure/language.js';
import type { AppointmentModel, ManageTokens } from '../appointments/index.js';
import type { Contacts } from '../contacts/index.js';
import { managePaths } from './manage.paths.js';

/** A look-up that waits for its code: ids only, kept on the server. */
export interface PendingLookup {
  verification: string;
  /** Absent when reference and phone do not belong together, which nobody is told. */
  appointment?: string;
}

/** Finds an appointment for whoever knows its reference and holds its phone, and tells nobody else that it exists. */
export class Lookup {
  private readonly countPhone: (phoneHash: string) => Promise<void>;

  constructor(
    private readonly deps: {
      appointments: AppointmentModel;
      contacts: Contacts;
      tokens: ManageTokens;
      hash: KeyedHash;
    },
    limit: RateLimit,
  ) {
    this.countPhone = createRateLimit('lookup-phone', limit);
  }

  /** Sends a code when the two belong together, and does the same work without a message when they do not. */
  async begin({ reference, phone, now, language }: LookupRequest): Promise<PendingLookup> {
    const { appointments, contacts, hash } = this.deps;
    const phoneHash = hash.of('phone', phone);
    await this.countPhone(phoneHash);
    const record = await appointments.findOne({ reference }, { phoneHash: 1 }).lean();
    if (record?.phoneHash !== phoneHash) return { verification: (await contacts.startInVain({ phone, now })).id };
    const { id } = await contacts.start({ phone, now, language });
    return { verification: id, appointment: record._id };
  }

  /** The address of the appointment; throws `wrong-code`, `code-expired` or `too-many-attempts`. */
  async finish({ pending, code, now }: { pending: PendingLookup; code: string; now: Date }): Promise<string> {
    const { appointments, contacts, tokens } = this.deps;
    await contacts.confirm({ id: pending.verification, code, now });
    const record = pending.appointment && (await appointments.findById(pending.appointment, { reference: 1 }).lean());
    if (!record) throw new DomainError('code-expired', { status: 422 });
    return managePaths.of(record.reference, tokens.of(record._id)).self;
  }
}

interface LookupRequest {
  reference: string;
  phone: string;
  now: Date;
  language: Language;
}
