import type { BilingualText } from '../../notifications/index.js';

/** Every type of event another system can ask for, in the order of an appointment's life. */
export const EVENT_TYPES = [
  'appointment.booked',
  'appointment.walked-in',
  'appointment.rescheduled',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.time-closed',
  'appointment.time-reopened',
  'appointment.checked-in',
  'appointment.completed',
  'appointment.not-completed',
  'appointment.no-show',
  'appointment.undone',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export const TEST_TYPE = 'webhook.test';

export const EVENT_TITLES: Readonly<Record<EventType, BilingualText>> = {
  'appointment.booked': { 'zh-CN': '预约成功', en: 'Booked' },
  'appointment.walked-in': { 'zh-CN': '现场取号', en: 'Walked in' },
  'appointment.rescheduled': { 'zh-CN': '当事人改期', en: 'Rescheduled by the couple' },
  'appointment.moved': { 'zh-CN': '登记处调整时间', en: 'Moved by the registry' },
  'appointment.cancelled': { 'zh-CN': '取消', en: 'Cancelled' },
  'appointment.time-closed': { 'zh-CN': '时段停办', en: 'Time closed' },
  'appointment.time-reopened': { 'zh-CN': '时段恢复办理', en: 'Time open again' },
  'appointment.checked-in': { 'zh-CN': '签到', en: 'Checked in' },
  'appointment.completed': { 'zh-CN': '办结', en: 'Completed' },
  'appointment.not-completed': { 'zh-CN': '未办成', en: 'Not completed' },
  'appointment.no-show': { 'zh-CN': '未到场', en: 'Did not come' },
  'appointment.undone': { 'zh-CN': '撤销上一步', en: 'Last step taken back' },
};

const NOT_COMPLETED = 'appointment.not-completed';

/** The type that tells of a step in an appointment's history; steps that are nobody else's business have none. */
const BY_ACTION: Readonly<Record<string, EventType>> = {
  booked: 'appointment.booked',
  'walked-in': 'appointment.walked-in',
  rescheduled: 'appointment.rescheduled',
  moved: 'appointment.moved',
  cancelled: 'appointment.cancelled',
  'time-closed': 'appointment.time-closed',
  'time-reopened': 'appointment.time-reopened',
  'checked-in': 'appointment.checked-in',
  completed: 'appointment.completed',
  'not-completed': NOT_COMPLETED,
  incomplete: NOT_COMPLETED,
  withdrawn: NOT_COMPLETED,
  unserved: NOT_COMPLETED,
  'no-show': 'appointment.no-show',
  undone: 'appointment.undone',
};

export function eventTypeOf(action: string): EventType | undefined {
  return Object.hasOwn(BY_ACTION, action) ? BY_ACTION[action] : undefined;
}
