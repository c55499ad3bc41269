export { type AvailableDay, type AvailableSlot, Availability, type SlotState } from './availability.read-model.js';
export {
  type CalendarMonth,
  dayInLane,
  isBookable,
  type MonthRequest,
  monthsShown,
  presentMonth,
  presentTimes,
  type TimeGroup,
} from './calendar-presenter.js';
export { AvailabilityAnswers } from './availability-answers.js';
export { type ClaimOutcome, freePlaces, isInForce, SlotClaims, type TakenSlot } from './claims.js';
export { type PlanChanges, type Stranded } from './plan-changes.js';
export { clockTimeOf, closingOf, PLANNED_DAYS, type PlannedSlot, planSlots, releaseOf } from './plan-slots.js';
export { type SlotName, slotIdOf, slotNameOf } from './slot-id.js';
export { type Claim, slotIndexes, slotModel, type SlotModel, type SlotRecord } from './slot.model.js';
export { createSlotsApi } from './slots.api.js';
export { type CapacityOutcome, type Planning, type PlanningResult, Slots } from './slots.service.js';
export { UnplannedSlots } from './unplanned-slots.js';
