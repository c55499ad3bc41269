import { addDays, civilDateAt, BUREAU_ZONE } from '../src/features/calendar/index.js';
import type { Hall } from '../src/features/halls/index.js';
import type { Services } from '../src/services.js';
import { withDefault, wholeNumber } from './lib/argument-kinds.js';
import { demoHalls } from './lib/demo-halls.js';
import { historyBooking } from './lib/history-couples.js';
import { historyDays } from './lib/history-days.js';
import { concluded } from './lib/history-outcomes.js';
import { HistoryWriter } from './lib/history-writer.js';
import { createProgress } from './lib/progress.js';
import { createRandom } from './lib/random.js';
import { Refusal, runScript } from './lib/run-script.js';

const MOST_GENERATED = 1_000_000;

// Makes a year's history of people who do not exist, any number of them; the same for the same seed.
await runScript({
  name: 'seed',
  arguments: {
    couples: withDefault(wholeNumber(1, 100_000_000), 17_000),
    year: wholeNumber(2010, 2100),
    seed: withDefault(wholeNumber(1, 999_999), 1),
  },
  counts: ['halls', 'slots', 'appointments', 'messages', 'auditEntries'],
  async run({ args: { couples, year, seed }, commit, services, now, say }) {
    if (services.config.env === 'production') throw new Refusal('invented history cannot be loaded in production');
    const until = addDays(civilDateAt(now, BUREAU_ZONE), -1);
    if (until < `${year}-01-01`) throw new Refusal(`--year ${year} has no day that is over`);
    const prefix = `seed-${year}-${seed}-`;
    const halls = await hallsFor(services, { commit, now });
    await refuseOtherHistory(services, { halls, year, prefix });

    const random = createRandom(seed * 10_000 + year);
    const calendar = await services.calendar.current();
    const days = historyDays({ halls, calendar, year, until, couples, random });
    const writer = new HistoryWriter(services);
    const progress = createProgress(couples, 'couples');
    let done = 0;
    for (const { hall, date, couples: count } of commit ? days : []) {
      const appointments = Array.from({ length: count }, (_, index) => {
        const number = done + index;
        const couple = { hall, date, name: prefix + number, seed: (seed * 31_337 + number) % MOST_GENERATED, random };
        return concluded(historyBooking(couple, services.secrets), random);
      });
      await writer.add(hall, appointments);
      progress((done += count));
    }
    await writer.flush();
    say(`${couples} couples over ${days.length} days at ${halls.length} halls`);
    const busiest = days.reduce((most, day) => (day.couples > most.couples ? day : most));
    return {
      report: {
        couples,
        days: days.length,
        halls: halls.length,
        busiest: { date: busiest.date, hall: busiest.hall.id, couples: busiest.couples },
        ...(commit && { digest: writer.digest() }),
      },
      hasChanged: true,
    };
  },
});

/** The halls that are there; an empty database gets those of the demo bureau. */
async function hallsFor(
  { halls, models, calendar }: Services,
  { commit, now }: { commit: boolean; now: Date },
): Promise<Hall[]> {
  const known = await halls.list();
  if (known.length > 0) return known;
  const invented = demoHalls(civilDateAt(now, BUREAU_ZONE), await calendar.current());
  if (commit) await models.halls.insertMany(invented.map(({ id, ...hall }) => ({ _id: id, ...hall })));
  return invented.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Two histories of one year would share slots; the same one again only completes what is missing. */
async function refuseOtherHistory(
  { models }: Services,
  { halls, year, prefix }: { halls: readonly Hall[]; year: number; prefix: string },
): Promise<void> {
  const other = await models.appointments.findOne({
    hall: { $in: halls.map(({ id }) => id) },
    date: { $gte: `${year}-01-01`, $lt: `${year + 1}-01-01` },
    requestKey: { $regex: `^seed-${year}-`, $not: new RegExp(`^${prefix}`) },
  });
  if (other) throw new Refusal(`${year} has a history already: seed another year or another database`);
}
