import { newId } from '../../../infrastructure/ids.js';
import type { ContactChange, PersonAppointments } from '../../appointments/index.js';
import type { Notifications } from '../../notifications/index.js';
import type { DataSubject } from '../personal-data.js';

/** Moves a person's appointments to a phone they have proved, and tells the phone that is left. */
export class PhoneCorrection {
  constructor(
    private readonly deps: {
      personAppointments: PersonAppointments;
      contactChange: ContactChange;
      notifications: Notifications;
    },
  ) {}

  /** Only what is still to come and goes to the proven phone is changed; answers how many. */
  async correct({
    subject,
    to,
    now,
    compose,
  }: {
    subject: DataSubject;
    to: string;
    now: Date;
    compose: () => string;
  }): Promise<number> {
    const { contactChange, notifications } = this.deps;
    const changeable = await this.changeable(subject);
    for (const appointment of changeable) await contactChange.change(appointment, to, now);
    if (changeable.length > 0)
      await notifications.notify({
        kind: 'contact-changed',
        subject: newId(),
        phoneHash: subject.phoneHash,
        at: now,
        compose: () => ({ to: subject.phone, body: compose() }),
        isComposedAtOnce: true,
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
