import Joi from 'joi';
import { civilDate, clockTime, text } from '../../http/joi-fields.js';
import { BUSINESSES, type HallChange, LANES } from '../halls/index.js';
import { POLICY_NUMBERS } from './editors/policies.editor.js';

const LONGEST_TEXT = 200;

const bilingual = Joi.object({ 'zh-CN': text(LONGEST_TEXT), en: text(LONGEST_TEXT) });
const span = { from: clockTime(), to: clockTime() };
const business = Joi.string().valid(...BUSINESSES);
const closure = {
  from: civilDate(),
  to: civilDate(),
  hours: Joi.object(span).optional(),
  windows: Joi.object({ business, count: whole([1, 99]) }).optional(),
};
const service = Joi.object({
  business,
  windows: whole([1, 99]),
  slotMinutes: whole([5, 240]),
  minutesPerCouple: whole([1, 240]),
  lanes: Joi.array()
    .items(
      Joi.object({
        lane: Joi.string().valid(...LANES),
        share: Joi.number().min(0.01).max(1),
        minutesPerCouple: whole([1, 240]).optional(),
      }),
    )
    .min(1)
    .unique('lane'),
});
const release = (name: 'release' | 'peakRelease') =>
  Joi.object({ daysAhead: whole(POLICY_NUMBERS[`${name}.daysAhead`]), at: clockTime() });
const policy = Joi.object({
  from: civilDate(),
  release: release('release'),
  peakRelease: release('peakRelease'),
  leadHours: whole(POLICY_NUMBERS.leadHours),
  holdMinutes: whole(POLICY_NUMBERS.holdMinutes),
  reschedules: whole(POLICY_NUMBERS.reschedules),
  freedPlaceMinutes: whole(POLICY_NUMBERS.freedPlaceMinutes),
  couplesPerPhone: whole(POLICY_NUMBERS.couplesPerPhone),
  fewPlaces: whole(POLICY_NUMBERS.fewPlaces),
  noShow: Joi.object({
    count: whole(POLICY_NUMBERS['noShow.count']),
    withinDays: whole(POLICY_NUMBERS['noShow.withinDays']),
    blockDays: whole(POLICY_NUMBERS['noShow.blockDays']),
  }),
  checkIn: Joi.object({
    opensMinutesBefore: whole(POLICY_NUMBERS['checkIn.opensMinutesBefore']),
    lateAfterMinutes: whole(POLICY_NUMBERS['checkIn.lateAfterMinutes']),
  }),
  rollCoolingEnd: Joi.boolean(),
});

const MEMBERS: Record<HallChange['kind'], Joi.SchemaMap> = {
  opening: {
    opening: Joi.array()
      .items(Joi.object({ weekday: whole([1, 7]), ...span }))
      .min(1)
      .max(50),
  },
  exception: {
    exception: Joi.object({ date: civilDate(), hours: Joi.array().items(Joi.object(span)).max(10), note: bilingual }),
  },
  'exception-removed': { date: civilDate() },
  closed: { closure: Joi.object({ ...closure, reason: bilingual }) },
  reopened: { closure: Joi.object(closure) },
  service: { service },
  'service-removed': { business },
  policy: { policy },
  'policy-removed': { from: civilDate() },
};

export const CLOSING_KINDS: readonly HallChange['kind'][] = ['closed', 'reopened'];

/** The change a preview showed, as its form sends it back; undefined when it is none of ours. */
export function readChange(json: unknown): HallChange | undefined {
  const sent = parseJson(json);
  const kind = (sent as { kind?: unknown } | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(MEMBERS, kind)) return undefined;
  const schema = Joi.object({ kind: Joi.string(), ...MEMBERS[kind as HallChange['kind']] });
  const result = schema.validate(sent, { presence: 'required', convert: false });
  return result.error ? undefined : (result.value as HallChange);
}

function parseJson(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}

function whole([least, most]: readonly [number, number]): Joi.NumberSchema {
  return Joi.number().integer().min(least).max(most);
}
