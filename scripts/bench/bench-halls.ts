import { addDays, type CivilDate, datesBetween } from '../../src/features/calendar/index.js';
import { DEFAULT_POLICY, type Hall } from '../../src/features/halls/index.js';
import { planSlots } from '../../src/features/slots/index.js';
import { createWorkCalendar } from '../../src/features/calendar/index.js';

export const RACE_HALL = 'bench-race';
export const RACE_PLACES = 500;
export const PLACES_PER_SLOT = 40;

const HALLS = 4;
const OPEN_DAYS = 13;
const HOURS = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:00' },
];
const NOTE = { 'zh-CN': '压力测试', en: 'Benchmark' };

export interface BenchSlot {
  hall: string;
  date: CivilDate;
  start: string;
}

/** Halls that are open on every released day whatever the calendar says, and one with a single slot to fight over. */
export function benchHalls(today: CivilDate): Hall[] {
  const dates = datesBetween(addDays(today, 2), addDays(today, 1 + OPEN_DAYS));
  const many = Array.from({ length: HALLS }, (_, index) =>
    hallOf(
      `bench-${index + 1}`,
      PLACES_PER_SLOT,
      dates.map((date) => ({ date, hours: HOURS, note: NOTE })),
    ),
  );
  const race = hallOf(RACE_HALL, RACE_PLACES, [
    { date: dates[0] ?? today, hours: [{ from: '09:00', to: '09:30' }], note: NOTE },
  ]);
  return [...many, race];
}

/** Every slot of a hall, in the order in which couples are spread over them. */
export function slotsOf(hall: Hall): BenchSlot[] {
  const calendar = createWorkCalendar([]);
  return hall.exceptions
    .flatMap(({ date }) => planSlots(hall, date, calendar))
    .map(({ date, start }) => ({ hall: hall.id, date, start }));
}

function hallOf(id: string, places: number, exceptions: Hall['exceptions']): Hall {
  return {
    id,
    name: { 'zh-CN': `压测登记处 ${id}`, en: `Benchmark hall ${id}` },
    division: '440304',
    address: { 'zh-CN': '不存在的路 1 号', en: '1 Nowhere Road' },
    phone: '0755-80009999',
    transport: { 'zh-CN': '无', en: 'None' },
    timeZone: 'Asia/Shanghai',
    foreignAuthority: false,
    services: [
      {
        business: 'marriage',
        windows: places,
        slotMinutes: 30,
        minutesPerCouple: 30,
        lanes: [{ lane: 'online', share: 1 }],
      },
    ],
    opening: [],
    exceptions,
    closures: [],
    policies: [{ from: '2020-01-01', ...DEFAULT_POLICY, peakRelease: DEFAULT_POLICY.release }],
  };
}
