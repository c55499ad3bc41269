import type { SlotModel, SlotRecord } from '../../slots/index.js';
import type { AppointmentModel, AppointmentRecord } from '../appointment.model.js';
import { ownsPlace } from '../reconciler.js';
import { inBatches } from '../../../infrastructure/in-batches.js';
import { BATCH, type Findings, GRACE_MS, type Violation } from './violation.js';

type Claimed = Pick<SlotRecord, '_id' | 'capacity' | 'claims'>;
type Owner = Pick<AppointmentRecord, '_id' | 'reference' | 'state' | 'slot' | 'updatedAt'>;

/** No slot above its capacity, nobody in it twice, and every place taken for good is some appointment's. */
export async function checkSlots(
  { slots, appointments }: { slots: SlotModel; appointments: AppointmentModel },
  now: Date,
): Promise<Findings> {
  const settled = new Date(now.getTime() - GRACE_MS);
  const checked = { slots: 0, claims: 0 };
  const violations: Violation[] = [];
  const cursor = slots.find({}, { capacity: 1, claims: 1 }).lean<Claimed[]>().cursor({ batchSize: 500 });
  for await (const batch of inBatches<Claimed>(cursor, BATCH)) {
    const claimed = batch.map((slot) => ({ slot, holders: permanentClaims(slot).map(({ holder }) => holder) }));
    const owners = await ownersOf(
      appointments,
      claimed.flatMap(({ holders }) => holders),
    );
    for (const { slot, holders } of claimed) {
      checked.slots += 1;
      checked.claims += holders.length;
      violations.push(...checkCapacity(slot, holders), ...checkOwners(slot, owners, settled));
    }
  }
  return { checked, violations };
}

function checkCapacity({ _id, capacity }: Claimed, holders: string[]): Violation[] {
  const twice = holders.filter((holder, index) => holders.indexOf(holder) !== index);
  return [
    ...(holders.length > capacity
      ? [{ invariant: 'slot-over-capacity' as const, subject: _id, detail: `${holders.length} of ${capacity} places` }]
      : []),
    ...twice.map((holder) => ({ invariant: 'claim-twice' as const, subject: _id, detail: `holder ${holder}` })),
  ];
}

function checkOwners(slot: Claimed, owners: ReadonlyMap<string, Owner>, settled: Date): Violation[] {
  return permanentClaims(slot)
    .filter(({ at }) => at < settled)
    .filter(({ holder }) => !isOwned(slot, owners.get(holder), settled))
    .map(({ holder }) => ({
      invariant: 'claim-without-appointment',
      subject: slot._id,
      detail: `holder ${holder}: ${toldOf(owners.get(holder))}`,
    }));
}

/** An appointment changed a moment ago may still be giving its old place back. */
function isOwned(slot: Claimed, owner: Owner | undefined, settled: Date): boolean {
  if (!owner) return false;
  return (ownsPlace(owner.state) && owner.slot === slot._id) || owner.updatedAt >= settled;
}

function toldOf(owner: Owner | undefined): string {
  return owner ? `${owner.reference} is ${owner.state} in ${owner.slot}` : 'no such appointment';
}

async function ownersOf(appointments: AppointmentModel, holders: string[]): Promise<Map<string, Owner>> {
  if (holders.length === 0) return new Map();
  const found = await appointments
    .find({ _id: { $in: holders } }, { reference: 1, state: 1, slot: 1, updatedAt: 1 })
    .lean<Owner[]>();
  return new Map(found.map((owner) => [owner._id, owner]));
}

function permanentClaims({ claims }: Claimed): SlotRecord['claims'] {
  return claims.filter(({ until }) => until === null);
}
