import { addDays, type CivilDate, peakDayOn, weekdayOf, type WorkCalendar } from '../../src/features/calendar/index.js';
import {
  type Bilingual,
  DEFAULT_POLICY,
  type Hall,
  type HallService,
  type OpeningException,
  openingOn,
} from '../../src/features/halls/index.js';
import { demoSites, foreignLane } from './demo-sites.js';

const FURTHEST_PEAK_DAYS = 150;
const IN_FORCE_SINCE = '2025-05-10';
const WHOLE_DAY = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:00' },
];

const SERVICES: Omit<HallService, 'windows'>[] = [
  {
    business: 'marriage',
    slotMinutes: 30,
    minutesPerCouple: 15,
    lanes: [
      { lane: 'online', share: 0.6 },
      { lane: 'walk-in', share: 0.25 },
      { lane: 'green', share: 0.15 },
    ],
  },
  { business: 'divorce-application', slotMinutes: 60, minutesPerCouple: 30, lanes: halfOnline() },
  { business: 'divorce-issue', slotMinutes: 60, minutesPerCouple: 20, lanes: halfOnline() },
  { business: 'reissue-marriage', slotMinutes: 30, minutesPerCouple: 15, lanes: [{ lane: 'online', share: 1 }] },
  { business: 'reissue-divorce', slotMinutes: 30, minutesPerCouple: 15, lanes: [{ lane: 'online', share: 1 }] },
  { business: 'counselling', slotMinutes: 60, minutesPerCouple: 60, lanes: [{ lane: 'online', share: 1 }] },
];

/** Three halls that do not exist, in two provinces, with everything dated reckoned from `today`. */
export function demoHalls(today: CivilDate, calendar: WorkCalendar): Hall[] {
  const peak = unreleasedPeakDay(today);
  return demoSites.map(({ marriageWindows, saturdayMorning, policy, ...site }, index) => {
    const hall: Hall = {
      ...site,
      timeZone: 'Asia/Shanghai',
      services: SERVICES.map((service) => ({
        ...service,
        windows: service.business === 'marriage' ? marriageWindows : 1,
        lanes:
          service.business === 'marriage' && site.foreignAuthority ? [...service.lanes, foreignLane] : service.lanes,
      })),
      opening: [
        ...([1, 2, 3, 4, 5] as const).flatMap((weekday) => WHOLE_DAY.map((hours) => ({ weekday, ...hours }))),
        ...(saturdayMorning ? [{ weekday: 6 as const, from: '09:00', to: '12:00' }] : []),
      ],
      exceptions: index === 0 ? [shortDay(today, calendar)] : [],
      closures: index === 1 ? [movingDays(today)] : [],
      policies: [{ from: IN_FORCE_SINCE, ...DEFAULT_POLICY, ...policy }],
    };
    return openOn(peak, hall, calendar);
  });
}

/** The next day that everybody wants and nobody can book yet. */
export function unreleasedPeakDay(today: CivilDate): CivilDate {
  const { daysAhead } = DEFAULT_POLICY.peakRelease;
  for (let ahead = daysAhead + 1; ahead <= FURTHEST_PEAK_DAYS; ahead += 1) {
    const date = addDays(today, ahead);
    if (peakDayOn(date)) return date;
  }
  throw new RangeError(`no peak day within ${FURTHEST_PEAK_DAYS} days of ${today}`);
}

function openOn(date: CivilDate, hall: Hall, calendar: WorkCalendar): Hall {
  const isWholeDay = openingOn(hall, date, calendar).length === WHOLE_DAY.length;
  if (isWholeDay) return hall;
  const note: Bilingual = { 'zh-CN': '喜日加开', en: 'Extra opening for the festive day' };
  return { ...hall, exceptions: [...hall.exceptions, { date, hours: WHOLE_DAY, note }] };
}

function shortDay(today: CivilDate, calendar: WorkCalendar): OpeningException {
  const date = nextDay(addDays(today, 18), (candidate) => weekdayOf(candidate) === 3 && !calendar.isRestDay(candidate));
  const note: Bilingual = { 'zh-CN': '下午业务学习，仅上午开放', en: 'Staff training: open in the morning only' };
  return { date, hours: [{ from: '09:00', to: '12:00' }], note };
}

function movingDays(today: CivilDate): Hall['closures'][number] {
  const from = nextDay(addDays(today, 25), (candidate) => weekdayOf(candidate) === 4);
  const reason: Bilingual = { 'zh-CN': '设备检修，暂停开放', en: 'Closed for maintenance' };
  return { from, to: addDays(from, 1), reason };
}

function nextDay(from: CivilDate, fits: (date: CivilDate) => boolean): CivilDate {
  let date = from;
  while (!fits(date)) date = addDays(date, 1);
  return date;
}

function halfOnline(): HallService['lanes'] {
  return [
    { lane: 'online', share: 0.5 },
    { lane: 'walk-in', share: 0.5 },
  ];
}
