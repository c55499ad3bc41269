import type { CivilDate } from '../calendar/index.js';
import type { BookingPolicy } from './booking-policy.js';
import type { Business } from './business.js';
import { isSameClosure } from './closures.js';
import type { Closure, ClosureSpan, Hall, HallService, OpeningException, OpeningHours } from './hall.js';

/** One step by which a hall is changed: what its manager decides, and what stands in its history. */
export type HallChange =
  | { kind: 'opening'; opening: OpeningHours[] }
  | { kind: 'exception'; exception: OpeningException }
  | { kind: 'exception-removed'; date: CivilDate }
  | { kind: 'closed'; closure: Closure }
  | { kind: 'reopened'; closure: ClosureSpan }
  | { kind: 'service'; service: HallService }
  | { kind: 'service-removed'; business: Business }
  | { kind: 'policy'; policy: { from: CivilDate } & BookingPolicy }
  | { kind: 'policy-removed'; from: CivilDate };

export type HallChangeKind = HallChange['kind'];

type Changed = Partial<Pick<Hall, 'opening' | 'exceptions' | 'closures' | 'services' | 'policies'>>;

/** The hall after a change; applying it twice is as once. */
export function changedHall(hall: Hall, change: HallChange): Hall {
  return { ...hall, ...changedMembers(hall, change) };
}

/** The members of a hall that a change gives new values. */
export function changedMembers(hall: Hall, change: HallChange): Changed {
  switch (change.kind) {
    case 'opening':
      return { opening: [...change.opening].sort(byWeekday) };
    case 'exception': {
      const others = hall.exceptions.filter(({ date }) => date !== change.exception.date);
      return { exceptions: [...others, change.exception].sort((a, b) => (a.date < b.date ? -1 : 1)) };
    }
    case 'exception-removed':
      return { exceptions: hall.exceptions.filter(({ date }) => date !== change.date) };
    case 'closed':
      return { closures: [...without(hall.closures, change.closure), change.closure].sort(byFrom) };
    case 'reopened':
      return { closures: without(hall.closures, change.closure) };
    case 'service': {
      const { business } = change.service;
      const isKnown = hall.services.some((service) => service.business === business);
      if (!isKnown) return { services: [...hall.services, change.service] };
      return { services: hall.services.map((service) => (service.business === business ? change.service : service)) };
    }
    case 'service-removed':
      return { services: hall.services.filter(({ business }) => business !== change.business) };
    case 'policy': {
      const others = hall.policies.filter(({ from }) => from !== change.policy.from);
      return { policies: [...others, change.policy].sort(byFrom) };
    }
    case 'policy-removed':
      return { policies: hall.policies.filter(({ from }) => from !== change.from) };
  }
}

function without(closures: readonly Closure[], span: ClosureSpan): Closure[] {
  return closures.filter((closure) => !isSameClosure(closure, span));
}

function byFrom(a: { from: string }, b: { from: string }): number {
  return a.from < b.from ? -1 : 1;
}

function byWeekday(a: OpeningHours, b: OpeningHours): number {
  return a.weekday - b.weekday || (a.from < b.from ? -1 : 1);
}
