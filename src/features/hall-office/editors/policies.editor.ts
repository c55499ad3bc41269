import Joi from 'joi';
import { clockTime } from '../../../http/joi-fields.js';
import { tryParse } from '../../../http/parse.js';
import { addDays } from '../../calendar/index.js';
import { type BookingPolicy, policyOn } from '../../halls/index.js';
import type { Typed } from '../form-texts.js';
import { hallOfficePaths } from '../hall-office.paths.js';
import type { Editor, Situation } from './editor.js';
import { dayErrors } from './exceptions.editor.js';

/** The numbers of a policy under the flat names of their fields, with the least and the most each may be. */
export const POLICY_NUMBERS = {
  'release.daysAhead': [1, 60],
  'peakRelease.daysAhead': [1, 60],
  leadHours: [0, 168],
  holdMinutes: [2, 60],
  reschedules: [0, 20],
  freedPlaceMinutes: [0, 1440],
  couplesPerPhone: [1, 20],
  fewPlaces: [0, 100],
  'noShow.count': [1, 20],
  'noShow.withinDays': [1, 366],
  'noShow.blockDays': [0, 366],
  'checkIn.opensMinutesBefore': [0, 480],
  'checkIn.lateAfterMinutes': [0, 240],
} as const satisfies Record<string, readonly [number, number]>;

export const POLICY_TIMES = ['release.at', 'peakRelease.at'] as const;

const fields = Joi.object<Record<string, string | number | boolean>>({
  ...Object.fromEntries(
    Object.entries(POLICY_NUMBERS).map(([name, [least, most]]) => [name, Joi.number().integer().min(least).max(most)]),
  ),
  ...Object.fromEntries(POLICY_TIMES.map((name) => [name, clockTime()])),
  rollCoolingEnd: Joi.boolean().empty('').default(false),
});

/** The rules of booking from a day on; `remove` in the address takes back one that is not in force yet. */
export const policiesEditor: Editor = {
  template: 'hall-office/policies.njk',
  path: () => hallOfficePaths.policies,
  values: ({ hall, today }) => ({ ...valuesOf(policyOn(hall, today)), from: addDays(today, 1) }),
  locals: ({ hall, today }) => ({
    policies: hall.policies.map(({ from }) => ({ from, isAhead: from > today })),
    numbers: Object.keys(POLICY_NUMBERS),
    times: POLICY_TIMES,
  }),
  read(typed, situation) {
    if (typed['remove']) return removal(typed['remove'], situation);
    const { from = '', ...rest } = typed;
    const { value, errors } = tryParse(fields, onlyKnown(rest));
    errors.unshift(...dayErrors(from, situation.today, 'from'));
    return errors.length > 0 ? { errors } : { change: { kind: 'policy', policy: { from, ...policyOf(value) } } };
  },
};

function removal(from: string, { hall, today }: Situation): ReturnType<Editor['read']> {
  const isAhead = hall.policies.some((policy) => policy.from === from && from > today);
  return isAhead ? { change: { kind: 'policy-removed', from } } : { errors: [{ field: 'from', code: 'not-there' }] };
}

/** `release.daysAhead` and its like, put back into the shape they come from. */
function policyOf(value: Record<string, unknown>): BookingPolicy {
  const policy: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const [group = '', member] = name.split('.');
    policy[group] = member === undefined ? given : { ...(policy[group] as object | undefined), [member]: given };
  }
  return policy as unknown as BookingPolicy;
}

/** The same the other way round. */
export function valuesOf(policy: BookingPolicy): Typed {
  const flat = Object.entries({ rollCoolingEnd: true, ...policy }).flatMap(([name, value]) =>
    typeof value === 'object'
      ? Object.entries(value as object).map(([member, inner]) => [`${name}.${member}`, String(inner)])
      : [[name, value === false ? '' : String(value)]],
  );
  return Object.fromEntries(flat) as Typed;
}

function onlyKnown(typed: Typed): Typed {
  const known = new Set(Object.keys(fields.describe().keys as object));
  return Object.fromEntries(Object.entries(typed).filter(([name]) => known.has(name)));
}
