import type { BookingServices } from './booking-services.js';
import type { Hall } from '../halls/index.js';
import { bookingPaths } from './booking.paths.js';
import type { Visit } from './draft-access.js';
import { isHeld, STEP_NAMES, type StepName } from './journey.js';
import { toneOf } from './tone.js';

/** Renders a step of the journey with what every step shows: where they are, the way back, the place that is kept for them. */
export class JourneyPage {
  constructor(private readonly services: Pick<BookingServices, 'halls'>) {}

  async render(
    visit: Visit,
    step: StepName,
    { status = 200, ...locals }: { status?: number } & Record<string, unknown> = {},
  ): Promise<void> {
    const { req, res, draft } = visit;
    const { business, hall } = draft.answers;
    res.status(status).render(`booking/${step}.njk`, {
      pageTitle: req.t(`booking:${step}.title`),
      tone: toneOf(business),
      business,
      draft: draft.id,
      steps: {
        items: STEP_NAMES.map((name) => ({
          text: req.t(`booking:steps.${name}`),
          href: bookingPaths.step(draft.id, name),
        })),
        current: STEP_NAMES.indexOf(step) + 1,
      },
      backHref: previousPath(draft.id, step),
      place: hall === undefined ? undefined : heldPlace(visit, await this.services.halls.find(hall)),
      ...locals,
    });
  }
}

/** The chosen time as later steps show it, with its countdown while it is kept. */
function heldPlace({ req, draft: { id, answers }, now }: Visit, hall: Hall | undefined) {
  if (!hall || !answers.time) return undefined;
  const { date, start, end, heldUntil } = answers.time;
  return {
    date,
    start,
    end,
    hall: hall.name[req.language],
    isHeld: isHeld(answers, now),
    changeHref: bookingPaths.step(id, 'time'),
    countdown: {
      deadline: heldUntil,
      serverNow: now,
      zone: hall.timeZone,
      expiredHref: bookingPaths.step(id, 'time'),
    },
  };
}

function previousPath(id: string, step: StepName): string {
  const previous = STEP_NAMES[STEP_NAMES.indexOf(step) - 1];
  return previous ? bookingPaths.step(id, previous) : bookingPaths.start;
}
