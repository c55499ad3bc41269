import type { KeyedHash } from '../../../infrastructure/field-cipher.js';
import { newId } from '../../../infrastructure/ids.js';
import type { Language } from '../../../infrastructure/language.js';
import type { ContactChange, LeftPhone, LeftPhones, PersonAppointments } from '../../appointments/index.js';
import type { Outbox } from '../../notifications/index.js';
import type { DataSubject } from '../personal-data.js';

/** Moves a person's appointments to a phone they have proved, and tells the phone that is left. */
export class PhoneCorrection {
  constructor(
    private readonly deps: {
      personAppointments: PersonAppointments;
      contactChange: ContactChange;
      leftPhones: LeftPhones;
      outbox: Outbox;
      hash: KeyedHash;
    },
  ) {}

  /** Only what is still to come and goes to the proven phone is changed; answers how many. */
  async correct({
    subject,
    to,
    now,
    language,
  }: {
    subject: DataSubject;
    to: string;
    now: Date;
    language: Language;
  }): Promise<number> {
    const { contactChange, leftPhones } = this.deps;
    const changeable = await this.changeable(subject);
    // One notice for all of them, given with the first, because the next one may be refused.
    const notice = newId();
    for (const appointment of changeable) {
      const changed = await contactChange.change(appointment, { to, language, notice, now });
      await leftPhones.settle(changed, (left) => this.tell(left));
    }
    return changeable.length;
  }

  /** Tells every phone that was left by then and has not been told, however long ago a crash came between; twice is as once. */
  async tellLeft(until: Date): Promise<void> {
    await this.deps.leftPhones.settleAll(until, (left) => this.tell(left));
  }

  async changeable(subject: DataSubject) {
    const own = await this.deps.personAppointments.of(subject);
    return own.filter(
      ({ record, personal }) => record.state === 'confirmed' && personal.contactPhone === subject.phone,
    );
  }

  private async tell({ phone, newPhone, language, notice, at }: LeftPhone): Promise<void> {
    await this.deps.outbox.notify({
      kind: 'contact-changed',
      subject: notice,
      to: phone,
      addressHash: this.deps.hash.of('phone', phone),
      language,
      variables: { phone: newPhone },
      at: new Date(at),
    });
  }
}
