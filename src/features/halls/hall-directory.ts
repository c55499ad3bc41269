import { ValidationFailed } from '../../errors/index.js';
import { isWithin } from '../divisions/index.js';
import { Remembered } from '../../infrastructure/remembered.js';
import type { Business } from './business.js';
import type { Hall } from './hall.js';
import type { HallModel, HallRecord } from './hall.model.js';

const FRESH_MS = 2000;

/** The halls, read by nearly every request and changed a few times a month: kept in memory for two seconds at a time. */
export class HallDirectory {
  private readonly all: Remembered<Map<string, Hall>>;

  constructor(private readonly halls: HallModel) {
    this.all = new Remembered(FRESH_MS, async () => {
      const found = await this.halls.find({}, { history: 0, unfinished: 0 }).sort({ _id: 1 }).lean();
      return new Map(found.map((hall) => [hall._id, toHall(hall)]));
    });
  }

  async list(filter: { division?: string; business?: Business } = {}): Promise<Hall[]> {
    const halls = [...(await this.all.get()).values()];
    return halls.filter(
      (hall) =>
        (filter.division === undefined || isWithin(hall.division, filter.division)) &&
        (filter.business === undefined || offers(hall, filter.business)),
    );
  }

  async find(id: string): Promise<Hall | undefined> {
    return (await this.all.get()).get(id);
  }

  /** The hall a caller named; an unknown one is their mistake in the field `hall`. */
  async named(id: string, field = 'hall'): Promise<Hall> {
    const hall = await this.find(id);
    if (!hall) throw new ValidationFailed([{ field, code: 'unknown-hall' }]);
    return hall;
  }

  /** After a change made in this process. */
  forget(): void {
    this.all.forget();
  }
}

export function offers(hall: Hall, business: Business): boolean {
  return hall.services.some((service) => service.business === business);
}

/** Throws ValidationFailed for a business the hall does not offer. */
export function requireOffered(hall: Hall, business: Business): void {
  if (!offers(hall, business)) throw new ValidationFailed([{ field: 'business', code: 'not-offered-here' }]);
}

export function toHall({ _id, ...hall }: HallRecord): Hall {
  return { id: _id, ...hall };
}
