import type { Request, RequestHandler } from 'express';
import type { BookingServices } from './booking-services.js';
import { BUSINESSES, type Business } from '../halls/index.js';
import { isBusiness } from '../eligibility/index.js';
import { bookingPaths } from './booking.paths.js';
import { formBody, queryText } from './form-body.js';
import { toneOf } from './tone.js';

/** What a couple comes for. */
export class StartPage {
  constructor(private readonly services: Pick<BookingServices, 'drafts' | 'clock'>) {}

  show: RequestHandler = async (req, res) => {
    const unfinished = await this.services.drafts.unfinishedOf(req.sessionID, this.services.clock.now());
    const chosen = chosenBusiness(req);
    res.set('Cache-Control', 'no-store').render('booking/start.njk', {
      pageTitle: req.t('booking:start.title'),
      tone: chosen && toneOf(chosen),
      chosen,
      glad: businessCards((business) => business !== chosen && toneOf(business) === undefined),
      calm: businessCards((business) => business !== chosen && toneOf(business) === 'calm'),
      unfinished: unfinished.map(({ id, answers }) => ({
        href: bookingPaths.draft(id),
        business: answers.business,
        date: answers.time?.date,
      })),
    });
  };

  submit: RequestHandler = async (req, res) => {
    const { business } = formBody(req, ['business']);
    if (!isBusiness(business)) return void res.redirect(303, bookingPaths.start);
    const draft = await this.services.drafts.start({
      session: req.sessionID,
      business,
      now: this.services.clock.now(),
    });
    res.redirect(303, bookingPaths.step(draft.id, 'people'));
  };
}

/** What the link they came by was about. */
function chosenBusiness(req: Request): Business | undefined {
  const wanted = queryText(req, 'business');
  return isBusiness(wanted) ? wanted : undefined;
}

function businessCards(belongs: (business: Business) => boolean): Business[] {
  return BUSINESSES.filter(belongs);
}
