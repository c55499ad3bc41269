import Joi from 'joi';
import { NotFound } from '../../../errors/index.js';
import { tryParse } from '../../../http/parse.js';
import { type Business, BUSINESSES, type HallService, type Lane, LANES, type LaneShare } from '../../halls/index.js';
import type { Typed } from '../form-texts.js';
import { hallOfficePaths } from '../hall-office.paths.js';
import type { Editor, Situation } from './editor.js';

const NEW_SERVICE = {
  windows: 1,
  slotMinutes: 30,
  minutesPerCouple: 15,
  lanes: [{ lane: 'online', share: 1 }],
} as const;

interface ServiceFields {
  windows: number;
  slotMinutes: number;
  minutesPerCouple: number;
  [lane: string]: number;
}

const fields = Joi.object<ServiceFields>({
  windows: whole(1, 99),
  slotMinutes: whole(5, 240),
  minutesPerCouple: whole(1, 240),
  ...Object.fromEntries(
    LANES.flatMap((lane) => [
      [`${lane}.share`, whole(1, 100).empty('').optional()],
      [`${lane}.minutes`, whole(1, 240).empty('').optional()],
    ]),
  ),
});

/** Windows, slot length and lane shares of one business; `remove` in the address stops offering it. */
export const serviceEditor: Editor = {
  template: 'hall-office/service.njk',
  path: ({ business = '' }) => hallOfficePaths.service(business),
  values: (situation) => valuesOf(serviceOf(situation) ?? { business: businessOf(situation), ...withLanes() }),
  locals: (situation) => ({
    business: businessOf(situation),
    isOffered: serviceOf(situation) !== undefined,
    isLast: situation.hall.services.length === 1,
    lanes: lanesShown(situation),
  }),
  read(typed, situation) {
    const business = businessOf(situation);
    if (typed['remove'] && situation.hall.services.length > 1) return { change: { kind: 'service-removed', business } };
    const { value, errors } = tryParse(fields, onlyKnown(typed));
    const lanes = lanesShown(situation).flatMap((lane) => laneOf(lane, value));
    if (errors.length === 0 && lanes.length === 0) errors.push({ field: 'online.share', code: 'no-lane' });
    if (errors.length === 0 && value.minutesPerCouple > value.windows * value.slotMinutes)
      errors.push({ field: 'minutesPerCouple', code: 'couple-longer-than-slot' });
    if (errors.length > 0) return { errors };
    const { windows, slotMinutes, minutesPerCouple } = value;
    const kept = keptLanes(situation);
    const service: HallService = { business, windows, slotMinutes, minutesPerCouple, lanes: [...lanes, ...kept] };
    return { change: { kind: 'service', service } };
  },
};

function businessOf({ params }: Situation): Business {
  const business = BUSINESSES.find((candidate) => candidate === params['business']);
  if (!business) throw new NotFound();
  return business;
}

function serviceOf(situation: Situation): HallService | undefined {
  const business = businessOf(situation);
  return situation.hall.services.find((service) => service.business === business);
}

function lanesShown({ hall }: Situation): Lane[] {
  return LANES.filter((lane) => lane !== 'foreign' || hall.foreignAuthority);
}

/** A lane the page does not show, because the hall lacks the authority for it, stays as it was. */
function keptLanes(situation: Situation): LaneShare[] {
  if (situation.hall.foreignAuthority) return [];
  return (serviceOf(situation)?.lanes ?? []).filter(({ lane }) => lane === 'foreign');
}

function withLanes(): Omit<HallService, 'business'> {
  return { ...NEW_SERVICE, lanes: [...NEW_SERVICE.lanes] };
}

function laneOf(lane: LaneShare['lane'], value: ServiceFields): LaneShare[] {
  const percent = value[`${lane}.share`];
  const minutesPerCouple = value[`${lane}.minutes`];
  if (percent === undefined) return [];
  return [{ lane, share: percent / 100, ...(minutesPerCouple !== undefined && { minutesPerCouple }) }];
}

function valuesOf({ windows, slotMinutes, minutesPerCouple, lanes }: HallService): Typed {
  const shares = lanes.flatMap(({ lane, share, minutesPerCouple: minutes }): [string, string][] => [
    [`${lane}.share`, String(Math.round(share * 100))],
    ...(minutes === undefined ? [] : ([[`${lane}.minutes`, String(minutes)]] as [string, string][])),
  ]);
  return {
    windows: String(windows),
    slotMinutes: String(slotMinutes),
    minutesPerCouple: String(minutesPerCouple),
    ...Object.fromEntries(shares),
  };
}

function onlyKnown(typed: Typed): Typed {
  const known = new Set(Object.keys(fields.describe().keys as object));
  return Object.fromEntries(Object.entries(typed).filter(([name]) => known.has(name)));
}

function whole(least: number, most: number): Joi.NumberSchema {
  return Joi.number().integer().min(least).max(most);
}
