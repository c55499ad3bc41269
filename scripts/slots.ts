import type { Services } from '../src/services.js';
import { BUSINESSES, type Hall, LANES } from '../src/features/halls/index.js';
import { planSlots, type SlotName, slotIdOf } from '../src/features/slots/index.js';
import { day, oneOf, optional, text, wholeNumber } from './lib/argument-kinds.js';
import { type ArgumentsOf, WrongArguments } from './lib/arguments.js';
import { runScript } from './lib/run-script.js';
import { startTimeOf } from './lib/start-time.js';

const MOST_PLACES = 100_000;

const spec = {
  hall: text('the id of a hall'),
  date: day(),
  start: optional(text('HH:MM or an RFC 3339 time')),
  business: oneOf(BUSINESSES),
  lane: oneOf(LANES),
  capacity: wholeNumber(0, MOST_PLACES),
};

// Sets the places of one slot, or of all slots of a day, by hand; planning leaves them alone from then on.
await runScript({
  name: 'slots',
  arguments: spec,
  async run({ args, commit, services, now, say }) {
    const hall = await services.halls.named(args.hall);
    const service = hall.services.find(({ business }) => business === args.business);
    if (!service) throw new WrongArguments([`--business ${args.business} is not offered at ${hall.id}`]);
    const names = await slotsMeant(services, hall, args);
    const done: Record<'changed' | 'created' | 'unchanged', string[]> = { changed: [], created: [], unchanged: [] };
    const refused: { slot: string; claimed: number; appointments: string[] }[] = [];
    for (const name of names) {
      const { slotMinutes } = service;
      const outcome = await services.slots.setCapacity({
        hall,
        name,
        capacity: args.capacity,
        slotMinutes,
        commit,
        now,
      });
      const slot = slotIdOf(name);
      if (outcome.outcome !== 'refused') done[outcome.outcome].push(slot);
      else {
        const appointments = await referencesOf(services, outcome.holders);
        refused.push({ slot, claimed: outcome.holders.length, appointments });
        say(`${slot} refused: ${outcome.holders.length} places are claimed (${appointments.join(', ') || 'held'})`);
      }
    }
    const changed = done.changed.length + done.created.length;
    say(`${changed} of ${names.length} slots: ${args.capacity} places`);
    return {
      report: { changed, refused, created: done.created.length, unchanged: done.unchanged.length },
      hasChanged: changed > 0,
      isFailure: refused.length > 0 && changed + done.unchanged.length === 0,
    };
  },
});

/** One slot, existing or to be made, when a start is named; otherwise all of that day, business and lane. */
async function slotsMeant(
  { slots, calendar }: Services,
  hall: Hall,
  { date, start, business, lane }: ArgumentsOf<typeof spec>,
): Promise<SlotName[]> {
  if (start !== undefined) {
    const time = startTimeOf(start, { date, timeZone: hall.timeZone });
    if (time === undefined) throw new WrongArguments([`--start needs HH:MM or an RFC 3339 time on ${date}`]);
    return [{ hall: hall.id, date, start: time, business, lane }];
  }
  const stored: SlotName[] = await slots.ofDay(hall.id, date);
  const planned = stored.length > 0 ? stored : planSlots(hall, date, await calendar.current());
  const meant = planned.filter((slot) => slot.business === business && slot.lane === lane);
  if (meant.length === 0)
    throw new WrongArguments([`${hall.id} has no ${business}/${lane} slots on ${date}: name a --start`]);
  return meant.map((slot) => ({ hall: slot.hall, date, start: slot.start, business, lane }));
}

async function referencesOf({ models }: Services, holders: string[]): Promise<string[]> {
  const found = await models.appointments.find({ _id: { $in: holders } }, { reference: 1 }).lean();
  return found.map(({ reference }) => reference).sort();
}
