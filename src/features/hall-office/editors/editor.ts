import type { FieldError } from '../../../errors/index.js';
import type { CivilDate } from '../../calendar/index.js';
import type { Hall, HallChange } from '../../halls/index.js';
import type { Typed } from '../form-texts.js';

export type Reading = { change: HallChange } | { errors: FieldError[] };

export interface Situation {
  hall: Hall;
  today: CivilDate;
  /** Of the address, as the business whose windows are edited. */
  params: Typed;
}

/** One page on which something about a hall is changed: what its fields hold now, and what change they describe. */
export interface Editor {
  template: string;
  path: (params: Typed) => string;
  /** The fields as they are before anybody types. */
  values: (situation: Situation) => Typed;
  /** What else the page shows. */
  locals?: (situation: Situation) => object;
  read: (typed: Typed, situation: Situation) => Reading;
}
