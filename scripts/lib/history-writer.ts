import { createHash, type Hash } from 'node:crypto';
import { type AppointmentRecord, auditOf } from '../../src/features/appointments/index.js';
import { isDuplicateKey } from '../../src/errors/index.js';
import { type Hall, policyOn } from '../../src/features/halls/index.js';
import { closingOf, releaseOf, type SlotRecord } from '../../src/features/slots/index.js';
import type { Services } from '../../src/services.js';

const BATCH = 500;

/** Writes days of history in batches; what stands there already from a run that was cut short is as good. */
export class HistoryWriter {
  private readonly hash: Hash = createHash('sha256');
  private waiting: { hall: Hall; appointments: AppointmentRecord[] }[] = [];

  constructor(private readonly services: Services) {}

  async add(hall: Hall, appointments: AppointmentRecord[]): Promise<void> {
    for (const record of appointments) this.hash.update(traitsOf(record));
    this.waiting.push({ hall, appointments });
    if (this.waiting.reduce((sum, day) => sum + day.appointments.length, 0) >= BATCH) await this.flush();
  }

  /** The same for the same seed, year, couples and halls, whatever the keys. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }

  async flush(): Promise<void> {
    const days = this.waiting;
    this.waiting = [];
    const { models, audit, appointmentMessages, clock } = this.services;
    const appointments = days.flatMap((day) => day.appointments);
    await insertMissing(models.appointments.collection, appointments);
    await insertMissing(
      models.slots.collection,
      days.flatMap((day) => slotsOf(day.hall, day.appointments)),
    );
    const events = appointments.flatMap((record) => record.history.map((_, index) => auditOf(record, index)));
    await audit.append(events.sort((a, b) => a.at.getTime() - b.at.getTime()));
    // Only what still lies ahead is anybody's news.
    await appointmentMessages.reconsider(
      appointments.filter(({ state }) => state === 'confirmed').map(({ _id }) => _id),
      clock.now(),
    );
  }
}

/** The day's slots as they stand at its end: whoever did not cancel keeps the place. */
function slotsOf(hall: Hall, appointments: readonly AppointmentRecord[]): SlotRecord[] {
  const slots = new Map<string, SlotRecord>();
  for (const record of appointments) {
    const slot = slots.get(record.slot) ?? emptySlot(hall, record);
    if (record.state !== 'cancelled') slot.claims.push({ holder: record._id, until: null, at: record.createdAt });
    slot.capacity = Math.max(slot.capacity, slot.claims.length);
    slots.set(record.slot, slot);
  }
  return [...slots.values()];
}

function emptySlot(hall: Hall, record: AppointmentRecord): SlotRecord {
  const { slot: _id, date, start, end, business, lane, startsAt, endsAt } = record;
  return {
    _id,
    hall: hall.id,
    date,
    start,
    end,
    business,
    lane,
    startsAt,
    endsAt,
    capacity: policyOn(hall, date).fewPlaces,
    releaseAt: releaseOf(hall, date),
    closesAt: closingOf(hall, date, startsAt),
    isClosed: false,
    isPinned: true,
    claims: [],
  };
}

async function insertMissing(
  collection: Services['models']['slots']['collection'],
  documents: object[],
): Promise<void> {
  try {
    if (documents.length > 0) await collection.insertMany(documents, { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

function traitsOf({ reference, slot, state, basis, createdAt, updatedAt, parties }: AppointmentRecord): string {
  return JSON.stringify([reference, slot, state, basis, createdAt, updatedAt, parties]);
}
