import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchBureau, prepareBureau } from './bench-bureau.js';
import { bookingRequests } from './bench-couples.js';
import { RACE_HALL, RACE_PLACES, slotsOf } from './bench-halls.js';
import { type BenchStore, openBenchStore } from './bench-store.js';
import { spawnServer } from './child-module.js';
import type { FloorOptions } from './floor-server.js';
import { getRepeatedly, median, postEach } from './load.js';
import { benchDrain, type DrainReport } from './messages/drain.js';
import { countRoundTrips } from './round-trips.js';
import { benchSlip } from './slip.js';

const FULL = {
  rounds: 5,
  bookings: 2000,
  seconds: 3,
  raceCouples: 5000,
  warmUp: 500,
  drain: { messages: 100_000, seconds: 30, warmUpSeconds: 15 },
};
const QUICK = {
  rounds: 1,
  bookings: 200,
  seconds: 1,
  raceCouples: 1000,
  warmUp: 20,
  drain: { messages: 6000, seconds: 5, warmUpSeconds: 5 },
};
const AVAILABILITY = `/api/v1/halls/bench-1/availability?business=marriage`;
const COUNTED_BOOKINGS = 20;

interface Comparison {
  floor: number;
  product: number;
  ratio: number;
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
const sizes = values.quick ? QUICK : FULL;
const say = (line: string) => void process.stderr.write(`${line}\n`);

const store = await openBenchStore();
try {
  const booking = await bench(store);
  const report = { ...booking, messages: await benchDrain(sizes.drain, say) };
  say(tableOf(report));
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await store.remove();
}

async function bench(benchStore: BenchStore) {
  say(`store: ${benchStore.kind}`);
  const bureau = await prepareBureau(benchStore);
  const slots = bureau.halls.filter(({ id }) => id !== RACE_HALL).flatMap(slotsOf);
  let couples = 0;
  const requests = (count: number, over = slots) => {
    couples += count;
    return bookingRequests(bureau.services, { slots: over, from: couples - count, count });
  };
  const trips = await countRoundTrips(bureau, requests(COUNTED_BOOKINGS));
  await copySlotsForFloor(bureau);

  const web = await spawnServer('src/server', { env: bureau.env });
  const availabilityAnswer = await (await fetch(web.url + AVAILABILITY)).text();
  const floorOptions: FloorOptions = {
    uri: benchStore.uri,
    appointmentBytes: trips.appointmentBytes,
    bookingAnswer: trips.answer,
    availabilityAnswer,
  };
  const optionsFile = join(benchStore.folder, 'floor.json');
  writeFileSync(optionsFile, JSON.stringify(floorOptions));
  const floor = await spawnServer('scripts/bench/floor-server', { args: [optionsFile], env: bureau.env });
  try {
    await postEach(`${floor.url}/book`, requests(sizes.warmUp));
    await postEach(`${web.url}/api/v1/appointments`, requests(sizes.warmUp));
    const booking = await alternate('booking', {
      floor: () => allBooked(`${floor.url}/book`, requests(sizes.bookings)),
      product: () => allBooked(`${web.url}/api/v1/appointments`, requests(sizes.bookings)),
    });
    const availability = await alternate('availability', {
      floor: () => allAnswered(`${floor.url}/availability`),
      product: () => allAnswered(web.url + AVAILABILITY),
    });
    const raceSlots = bureau.halls.filter(({ id }) => id === RACE_HALL).flatMap(slotsOf);
    const race = await runRace(bureau, web.url, requests(sizes.raceCouples, raceSlots));
    return {
      store: benchStore.kind,
      booking,
      availability,
      race,
      roundTripsPerBooking: trips.perBooking,
      slip: await benchSlip(),
    };
  } finally {
    await Promise.all([web.stop(), floor.stop()]);
    await bureau.close();
  }
}

/** Floor and product in turns, so that a slow spell of the machine meets both. */
async function alternate(
  name: string,
  run: { floor: () => Promise<number>; product: () => Promise<number> },
): Promise<Comparison> {
  const rounds: Comparison[] = [];
  for (let round = 1; round <= sizes.rounds; round += 1) {
    const [floor, product] = [await run.floor(), await run.product()];
    rounds.push({ floor, product, ratio: product / floor });
    say(`${name} ${round}: floor ${floor}/s, product ${product}/s, ratio ${(product / floor).toFixed(2)}`);
  }
  const ratio = median(rounds.map((round) => round.ratio));
  return {
    floor: median(rounds.map((round) => round.floor)),
    product: median(rounds.map((round) => round.product)),
    ratio: Math.round(ratio * 1000) / 1000,
  };
}

async function allBooked(url: string, requests: ReturnType<typeof bookingRequests>): Promise<number> {
  const { perSecond, statuses } = await postEach(url, requests);
  if (statuses['201'] !== requests.length) throw new Error(`not every booking succeeded: ${JSON.stringify(statuses)}`);
  return perSecond;
}

async function allAnswered(url: string): Promise<number> {
  const { perSecond, statuses } = await getRepeatedly(url, sizes.seconds);
  if (Object.keys(statuses).join() !== '200') throw new Error(`${url}: ${JSON.stringify(statuses)}`);
  return perSecond;
}

async function runRace({ services }: BenchBureau, url: string, requests: ReturnType<typeof bookingRequests>) {
  const { statuses } = await postEach(`${url}/api/v1/appointments`, requests);
  const [slot] = await services.models.slots.find({ hall: RACE_HALL }).lean();
  const taken = (slot?.claims ?? []).filter(({ until }) => until === null).length;
  const written = await services.models.appointments.countDocuments({ hall: RACE_HALL });
  const oversold = Math.max(0, taken - RACE_PLACES, written - RACE_PLACES);
  return { places: RACE_PLACES, couples: requests.length, confirmed: written, oversold, answers: statuses };
}

/** The floor claims in slots of its own, with the same places and nobody in them. */
async function copySlotsForFloor({ services, connection }: BenchBureau): Promise<void> {
  const all = await services.models.slots.collection.find().toArray();
  await connection.collection('floorSlots').insertMany(all.map((slot) => ({ ...slot, claims: [] })));
  await connection.createCollection('floorBooked');
}

function tableOf(report: Awaited<ReturnType<typeof bench>> & { messages: DrainReport }): string {
  const { booking, availability, race, roundTripsPerBooking, slip, messages } = report;
  const row = (name: string, { floor, product, ratio }: Comparison) =>
    `${name.padEnd(14)}${String(floor).padStart(10)}${String(product).padStart(10)}${ratio.toFixed(2).padStart(8)}`;
  return [
    `${'requests/s'.padEnd(14)}${'floor'.padStart(10)}${'product'.padStart(10)}${'ratio'.padStart(8)}`,
    row('booking', booking),
    row('availability', availability),
    `race          ${race.couples} couples for ${race.places} places: ${race.confirmed} confirmed, ${race.oversold} oversold`,
    `round trips   ${roundTripsPerBooking} a booking`,
    `slip          ${slip.medianMs} ms, ${slip.bytes} bytes`,
    `messages      one worker ${messages.oneWorkerPerSecond}/s, two ${messages.twoWorkersPerSecond}/s, ratio ${messages.ratio}`,
  ].join('\n');
}
