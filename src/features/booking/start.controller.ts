import type { RequestHandler } from 'express';
import type { Services } from '../../services.js';
import { BUSINESSES, type Business } from '../halls/index.js';
import { isBusiness } from '../eligibility/index.js';
import { bookingPaths } from './booking.paths.js';
import { formBody } from './form-body.js';
import { toneOf } from './tone.js';

/** What a couple comes for. */
export class StartPage {
  constructor(private readonly services: Pick<Services, 'drafts' | 'clock'>) {}

  show: RequestHandler = async (req, res) => {
    const unfinished = await this.services.drafts.unfinishedOf(req.sessionID, this.services.clock.now());
    res.set('Cache-Control', 'no-store').render('booking/start.njk', {
      pageTitle: req.t('booking:start.title'),
      glad: businessCards((business) => toneOf(business) === undefined),
      calm: businessCards((business) => toneOf(business) === 'calm'),
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

function businessCards(belongs: (business: Business) => boolean): Business[] {
  return BUSINESSES.filter(belongs);
}
