import { Remembered } from '../../infrastructure/remembered.js';
import type { ApplicationKeys } from './application-keys.js';
import type { DivorceApplicationModel, DivorcePersonal } from './divorce-application.model.js';

const FRESH_MS = 1000;

/**
 * The phones of those whom a message could harm, whatever it is about: they are few, and kept in memory for a second at a time. A mark
 * lasts as long as its application names anybody, until somebody takes it back.
 */
export class UnsafePhones {
  private readonly all: Remembered<Set<string>>;

  constructor(applications: DivorceApplicationModel) {
    this.all = new Remembered(FRESH_MS, async () => {
      const marked = await applications
        .find({ unsafePhones: { $exists: true } }, { _id: 0, unsafePhones: 1 })
        .hint('unsafePhones')
        .lean();
      return new Set(marked.flatMap(({ unsafePhones = [] }) => unsafePhones));
    });
  }

  /** By the keyed hash of the phone. */
  async isProtected(phoneHash: string): Promise<boolean> {
    return (await this.all.get()).has(phoneHash);
  }

  /** After a change made in this process. */
  forget(): void {
    this.all.forget();
  }
}

/** What an application keeps of them, where they can be found; which of the two it is stays sealed. */
export function unsafePhonesOf(
  parties: DivorcePersonal['parties'],
  keys: Pick<ApplicationKeys, 'phone'>,
): string[] | undefined {
  const phones = parties.flatMap(({ phone, isUnsafe }) => (isUnsafe && phone !== undefined ? [keys.phone(phone)] : []));
  return phones.length > 0 ? phones : undefined;
}
