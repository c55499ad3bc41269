import type { AppointmentSubject } from '../../../../../src/features/appointments/index.js';
import type { SubjectSource } from '../../../../../src/features/notifications/index.js';
import type { DivorceSubject } from '../../../../../src/features/divorce/messages/divorce-subject.js';
import { after, store, subjectAfter } from './appointment-steps.js';
import { applicationAfter, applicationWithVisit, storeApplication, turnsOf } from './divorce-steps.js';
import type { Action, Event } from './script.js';
import type { Change, Played } from './timeline.js';
import { playWish } from './wish-steps.js';
import type { World } from './world.js';

/** Subjects that the script knows how to lead through a life. One that the product adds needs a story of its own here. */
export const PLAYED_SOURCES: readonly string[] = ['appointment', 'divorce-application'];

/** A missed appointment and a new phone are told by whoever looks after changes, and so are the reminders of bookings in a rush. */
const LEFT_TO_THE_WORKER: ReadonlySet<string> = new Set(['miss', 'change-phone', 'book']);

export function isLeftToTheWorker(event: Event): boolean {
  return event.of === 'appointment' && (event.application !== undefined || LEFT_TO_THE_WORKER.has(event.step.kind));
}

/** Plays the actions of a script: each changes what is stored, and says what has become of whom. */
export class Players {
  private readonly appointments = new Map<string, AppointmentSubject>();
  private readonly applications = new Map<string, DivorceSubject>();

  constructor(private readonly world: World) {}

  async play(action: Action): Promise<Played> {
    const { at } = action;
    switch (action.of) {
      case 'appointment':
        return { changes: await this.playAppointment(action, at), turns: [] };
      case 'divorce-application':
        return this.playApplication(action, at);
      case 'wish':
        return playWish(this.world, action.step, at);
    }
  }

  private async playAppointment({ id, step, application }: Event & { of: 'appointment' }, at: Date): Promise<Change[]> {
    const made = after(this.appointments.get(id), id, step, at);
    const subject = subjectAfter(made);
    this.appointments.set(id, subject);
    await store(this.world, step, made);
    const change: Change = {
      source: this.sourceOf('appointment'),
      subject,
      isNew: step.kind === 'book' || step.kind === 'walk-in',
      isLeftToTheWorker: step.kind === 'miss' || step.kind === 'change-phone',
    };
    return application === undefined ? [change] : [change, this.visited(application, subject)];
  }

  /** Nobody tells an application that its couple's appointment has changed; it is found to be owing something else. */
  private visited(application: string, { record }: AppointmentSubject): Change {
    const before = this.applications.get(application);
    if (!before) throw new Error(`there is no application ${application}`);
    const subject = applicationWithVisit(before, record);
    this.applications.set(application, subject);
    return { source: this.sourceOf('divorce-application'), subject, isLeftToTheWorker: true };
  }

  private async playApplication({ id, step }: Event & { of: 'divorce-application' }, at: Date): Promise<Played> {
    const subject = applicationAfter(this.applications.get(id), { id, step, at });
    this.applications.set(id, subject);
    await storeApplication(this.world, step, subject);
    const turns = turnsOf(step, subject);
    // Processes remember marks for a second, which is less than anything takes here.
    this.world.protection.forget();
    return { changes: [{ source: this.sourceOf('divorce-application'), subject }], turns };
  }

  private sourceOf(name: string): SubjectSource {
    const source = this.world.sources.find((each) => each.name === name);
    if (!source) throw new Error(`the product has nothing called ${name}`);
    return source;
  }
}
