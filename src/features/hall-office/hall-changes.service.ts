import type { Actor, AuditLog } from '../../audit/index.js';
import { DomainError } from '../../errors/index.js';
import { type AppointmentRecord, type Moving, type StrandedCouples } from '../appointments/index.js';
import { addDays, type CivilDate, civilDateAt, type HolidayCalendar, type WorkCalendar } from '../calendar/index.js';
import { changedHall, type Hall, type HallChange, type HallEdits } from '../halls/index.js';
import { type PlanChanges, PLANNED_DAYS, type PlanningResult, type Slots } from '../slots/index.js';
import { auditOfChange } from './hall-audit.js';
import { nearestPlaces, type Place } from './nearest-places.js';

const GRACE_MS = 60_000;

/** A couple whose time the hall takes back, and where they could go instead. */
export interface StrandedCouple {
  record: AppointmentRecord;
  because: 'closed' | 'short';
  nearest: Place[];
}

export interface Preview {
  before: Hall;
  after: Hall;
  revision: number;
  plan: PlanChanges;
  stranded: StrandedCouple[];
}

export interface PreviewQuestion {
  hall: string;
  change?: HallChange;
  /** Another calendar than today's, as one with a year more. */
  calendar?: WorkCalendar;
  now: Date;
}

export interface Commitment {
  hall: string;
  change: HallChange;
  revision: number;
  reason: string;
  /** Where couples are moved, by reference; those who are not named are told to choose for themselves. */
  moves: ReadonlyMap<string, Pick<Place, 'date' | 'start'>>;
  actor: Actor;
  now: Date;
}

export interface Outcome {
  hall: Hall;
  plan: Pick<PlanningResult, 'created' | 'changed' | 'closed'>;
  moved: AppointmentRecord[];
  /** Still stranded, and told so. */
  told: AppointmentRecord[];
}

type Following = Pick<Commitment, 'moves' | 'reason' | 'actor' | 'now'> & { hall: Hall };

/** Changes of a hall with everything that follows from them: slots, couples who have to move, what they are told. */
export class HallChanges {
  constructor(
    private readonly deps: {
      edits: HallEdits;
      slots: Slots;
      calendar: HolidayCalendar;
      moving: Moving;
      strandedCouples: StrandedCouples;
      audit: AuditLog;
    },
  ) {}

  /** What a change would do now; without a change, whom earlier ones have left stranded. Changes nothing. */
  async preview({ hall: id, change, now, calendar }: PreviewQuestion): Promise<Preview> {
    const before = await this.deps.edits.current(id);
    const after = change ? changedHall(before, change) : before;
    const plan = await this.deps.slots.preview({ ...(await this.planning(after, now)), ...(calendar && { calendar }) });
    const records = await this.deps.strandedCouples.holding(plan.stranded);
    const reasons = new Map(plan.stranded.map(({ slotId, because }) => [slotId, because]));
    const nearest = nearestPlaces(records, plan.places, now);
    const stranded = records.map((record) => ({
      record,
      because: reasons.get(record.slot) ?? 'closed',
      nearest: nearest.get(record.reference) ?? [],
    }));
    return { before, after, revision: before.revision ?? 0, plan, stranded };
  }

  /**
   * From the planning on, a hold on a closed slot is refused with `slot-closed`; appointments stay until they are moved. Throws
   * `hall-changed` when somebody changed the hall since the preview.
   */
  async commit(commitment: Commitment): Promise<Outcome> {
    const { hall: id, change, revision, ...following } = commitment;
    const hall = await this.deps.edits.write({ hall: id, change, revision, ...following });
    return this.carryOut({ ...following, hall, revision: revision + 1 });
  }

  /** Keeps the days ahead in step with the hall's hours; a change that comes meanwhile is planned as well. */
  async keepPlanned(id: string, now: Date): Promise<PlanningResult> {
    for (;;) {
      const hall = await this.deps.edits.current(id);
      const result = await this.deps.slots.plan(await this.planning(hall, now));
      if ((await this.deps.edits.current(id)).revision === hall.revision) return result;
    }
  }

  /** Draws the consequences of changes whose process died; those who were to be moved are told to choose for themselves. */
  async finishInterrupted(now: Date): Promise<number> {
    const { edits } = this.deps;
    const unfinished = await edits.unfinished(new Date(now.getTime() - GRACE_MS));
    for (const { hall: id, revision } of unfinished) {
      const item = (await edits.history(id)).find((candidate) => candidate.revision === revision);
      const hall = await edits.current(id);
      const actor = { id: item?.actor ?? 'system', name: item?.by ?? '', hall: id };
      await this.carryOut({ hall, revision, reason: item?.reason ?? '', moves: new Map(), actor, now });
    }
    return unfinished.length;
  }

  /** Draws the consequences of something that is not the hall's own change, as a new holiday. */
  async replan({ hall: id, ...following }: Omit<Following, 'hall' | 'moves'> & { hall: string }): Promise<Outcome> {
    return this.follow({ ...following, hall: await this.deps.edits.current(id), moves: new Map() });
  }

  private async carryOut({ revision, ...following }: Following & { revision: number }): Promise<Outcome> {
    const { edits, audit } = this.deps;
    const { hall } = following;
    const outcome = await this.follow(following);
    const item = (await edits.history(hall.id)).find((candidate) => candidate.revision === revision);
    // Only what stands in the chain is finished: a process that dies before is followed by the job.
    if (item) await audit.append([auditOfChange(hall.id, item, outcome)]);
    await edits.finished(hall.id, revision);
    return outcome;
  }

  /** Plans the days ahead, moves whom it was told to move, tells everybody else who has no place any more or has one again. */
  private async follow({ hall, moves, ...telling }: Following): Promise<Outcome> {
    const { slots, strandedCouples } = this.deps;
    const { now } = telling;
    const plan = await slots.plan(await this.planning(hall, now));
    await strandedCouples.settle(plan.stranded);
    const moved: AppointmentRecord[] = [];
    const told: AppointmentRecord[] = [];
    for (const record of await strandedCouples.holding(plan.stranded)) {
      const to = moves.get(record.reference);
      const result = to && (await this.tryToMove({ record, to, ...telling }));
      if (result) moved.push(result);
      else {
        await strandedCouples.tellClosed(record, { hall, ...telling });
        told.push(record);
      }
    }
    await strandedCouples.tellReopened(plan.stranded, todayAt(hall, now), { hall, ...telling });
    return { hall, plan, moved, told };
  }

  /** Undefined when the place has gone meanwhile or the law refuses it: they choose for themselves then. */
  private async tryToMove(move: Parameters<Moving['move']>[0]): Promise<AppointmentRecord | undefined> {
    try {
      return await this.deps.moving.move(move);
    } catch (error) {
      if (error instanceof DomainError && error.status < 500) return undefined;
      throw error;
    }
  }

  private async planning(hall: Hall, now: Date): Promise<Parameters<Slots['plan']>[0]> {
    const from = todayAt(hall, now);
    return { hall, from, to: addDays(from, PLANNED_DAYS), calendar: await this.deps.calendar.current(), now };
  }
}

function todayAt({ timeZone }: Hall, now: Date): CivilDate {
  return civilDateAt(now, timeZone);
}
