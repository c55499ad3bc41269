import { DomainError, ValidationFailed } from '../../errors/index.js';
import type { BookingServices } from './booking-services.js';
import { type CivilDate, civilDateAt, isCivilDate, isCivilMonth, isClockTime, monthOf } from '../calendar/index.js';
import type { Receipt } from '../appointments/index.js';
import type { Hall } from '../halls/index.js';
import { monthsShown } from '../slots/index.js';
import { bookingPaths } from './booking.paths.js';
import { goOn, type Visit } from './draft-access.js';
import { receiptOf } from './draft-receipt.js';
import type { Draft } from './draft.js';
import { formBody, queryText } from './form-body.js';
import type { Holding } from './holding.service.js';
import type { JourneyPage } from './journey-page.js';
import { isHeld } from './journey.js';
import { laneFor, type Places } from './month-of-places.js';

/** Refusals that another time repairs. */
const GONE = ['slot-full', 'slot-closed', 'not-yet-released'];

/** When: real remaining places; the one they choose is kept for ten minutes. */
export class TimePage {
  constructor(
    private readonly services: Pick<BookingServices, 'halls' | 'receipts'>,
    private readonly page: JourneyPage,
    private readonly holding: Holding,
    private readonly places: Places,
  ) {}

  show = async (visit: Visit): Promise<void> => {
    const hall = await this.hallOf(visit.draft);
    await this.render(visit, { hall, date: dateIn(visit) });
  };

  submit = async (visit: Visit): Promise<void> => {
    const { req, draft, now } = visit;
    const hall = await this.hallOf(draft);
    const choice = parseChoice(formBody(req, ['slot']).slot);
    if (!choice) return this.render(visit, { hall, date: undefined, refusal: 'unknown', status: 422 });
    const window = (await receiptOf(draft.answers, this.services.receipts, now))?.window;
    if (window && !isWithin(window, choice.date))
      return this.render(visit, { hall, date: choice.date, refusal: 'outside-window', status: 409 });
    try {
      goOn({ ...visit, draft: await this.holding.take({ draft, hall, ...choice }, now) });
    } catch (error) {
      const refusal = goneBecause(error);
      if (!refusal) throw error;
      await this.render(visit, { hall, date: choice.date, refusal, status: 409 });
    }
  };

  private async render(
    visit: Visit,
    {
      hall,
      date,
      refusal,
      status = 200,
    }: { hall: Hall; date: CivilDate | undefined; refusal?: string; status?: number },
  ): Promise<void> {
    const { req, draft, now } = visit;
    const { answers } = draft;
    const { time } = answers;
    const held = isHeld(answers, now);
    const lost = time && !held ? (time.lost ?? 'hold-expired') : undefined;
    const why = refusal ?? lost;
    const window = (await receiptOf(answers, this.services.receipts, now))?.window;
    const today = civilDateAt(now, hall.timeZone);
    const from = dateWithin(window, { date: why ? (date ?? time?.date) : undefined, today });
    const nearest = await this.places.nearest({ answers, hall, date: from, window, now });
    const month = monthShown(visit, hall, date ?? time?.date ?? nearest[0]?.date);
    const places = await this.places.month({ draft, hall, month, date, now, language: req.language });
    await this.page.render(visit, 'time', {
      status,
      ...places,
      groups: places.groups?.map(({ title, slots }) => ({ title: req.t(`booking:time.${title}`), slots })),
      date,
      hall: hall.name[req.language],
      zone: hall.timeZone,
      now,
      isForeign: laneFor(answers) === 'foreign',
      held: held ? time : undefined,
      why: why && whyText(visit, why),
      window,
      nearest: nearest.map(({ date: day, start, end, state, free }) => ({
        value: `${day}T${start}`,
        day,
        text: `${start}–${end}`,
        state,
        free,
      })),
      hallHref: bookingPaths.step(draft.id, 'hall'),
    });
  }

  private hallOf({ answers }: Draft): Promise<Hall> {
    return this.services.halls.named(answers.hall ?? '');
  }
}

function dateIn({ req }: Visit): CivilDate | undefined {
  const date = queryText(req, 'date');
  return isCivilDate(date) ? date : undefined;
}

/** The month asked for, else the one of the day in question; never outside those that the calendar turns to. */
function monthShown({ req, now }: Visit, hall: Hall, date: CivilDate | undefined): string {
  const today = civilDateAt(now, hall.timeZone);
  const { first, last } = monthsShown(today);
  const asked = queryText(req, 'month');
  const month = isCivilMonth(asked) && req.method === 'GET' ? asked : monthOf(date ?? today);
  return month < first || month > last ? first : month;
}

function parseChoice(text: string): { date: CivilDate; start: string } | undefined {
  const [date = '', start = ''] = text.split('T');
  return isCivilDate(date) && isClockTime(start) ? { date, start } : undefined;
}

function goneBecause(error: unknown): string | undefined {
  if (error instanceof ValidationFailed) return 'slot-closed';
  return error instanceof DomainError && GONE.includes(error.code) ? error.code : undefined;
}

function whyText({ req }: Visit, code: string): { title: string; text: string } {
  if (code === 'unknown')
    return { title: req.t('booking:time.unknown.title'), text: req.t('booking:time.unknown.text') };
  if (code === 'outside-window')
    return { title: req.t('booking:time.outsideWindow.title'), text: req.t('booking:time.outsideWindow.text') };
  return { title: req.t(`booking:time.gone.${code}.title`), text: req.t(`booking:time.gone.${code}.text`) };
}

type IssueWindow = Receipt['window'];

function isWithin({ from, to }: IssueWindow, date: CivilDate): boolean {
  return from <= date && date <= to;
}

/** Where to look for places: nowhere before the window opens. */
function dateWithin(
  window: IssueWindow | undefined,
  { date, today }: { date: CivilDate | undefined; today: CivilDate },
): CivilDate | undefined {
  if (!window) return date;
  const wished = date ?? today;
  return wished < window.from ? window.from : wished;
}
