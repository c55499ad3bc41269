import { type HolidayCalendar, toOffsetIso } from '../calendar/index.js';
import type { HallDirectory } from '../halls/index.js';
import { planSlots } from './plan-slots.js';
import { slotNameOf } from './slot-id.js';
import type { SlotRecord } from './slot.model.js';
import type { Slots } from './slots.service.js';

/** Slots that the hall's hours make but that the planning job has not stored yet, as after a jump of the clock or a new hall. */
export class UnplannedSlots {
  constructor(
    private readonly halls: HallDirectory,
    private readonly calendar: Pick<HolidayCalendar, 'current'>,
    private readonly slots: Slots,
  ) {}

  /** The slot as the plan has it, nobody in it; undefined when the hall's hours make no such slot. */
  async find(slotId: string): Promise<SlotRecord | undefined> {
    const { hall: id, date } = slotNameOf(slotId);
    const hall = await this.halls.find(id);
    const planned = hall && planSlots(hall, date, await this.calendar.current()).find(({ _id }) => _id === slotId);
    return planned && { ...planned, isClosed: false, isPinned: false, claims: [] };
  }

  /** Stores the whole day, as the job would. */
  async store(slotId: string, now: Date): Promise<void> {
    const { hall: id, date } = slotNameOf(slotId);
    const hall = await this.halls.named(id);
    await this.slots.plan({ hall, from: date, to: date, calendar: await this.calendar.current(), now });
  }

  /** An instant as the hall's own clock shows it. */
  async onHallClock(instant: Date, hallId: string): Promise<string> {
    return toOffsetIso(instant, (await this.halls.named(hallId)).timeZone);
  }
}
