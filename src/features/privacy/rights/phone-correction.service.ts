import { newId } from '../../../infrastructure/ids.js';
import type { Language } from '../../../infrastructure/language.js';
import type { ContactChange, PersonAppointments } from '../../appointments/index.js';
import { maskPhone } from '../../eligibility/index.js';
import type { Outbox } from '../../notifications/index.js';
import type { DataSubject } from '../personal-data.js';

/** Moves a person's appointments to a phone they have proved, and tells the phone that is left. */
export class PhoneCorrection {
  constructor(
    private readonly deps: {
      personAppointments: PersonAppointments;
      contactChange: ContactChange;
      outbox: Outbox;
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
    const { contactChange, outbox } = this.deps;
    const changeable = await this.changeable(subject);
    for (const appointment of changeable) await contactChange.change(appointment, to, now);
    if (changeable.length > 0)
      await outbox.notify({
        kind: 'contact-changed',
        subject: newId(),
        to: subject.phone,
        addressHash: subject.phoneHash,
        language,
        variables: { phone: maskPhone(to) },
        at: now,
      });
    return changeable.length;
  }

  async changeable(subject: DataSubject) {
    const own = await this.deps.personAppointments.of(subject);
    return own.filter(
      ({ record, personal }) => record.state === 'confirmed' && personal.contactPhone === subject.phone,
    );
  }
}
