import type { BookingServices } from './booking-services.js';
import type { Business } from '../halls/index.js';
import { bookingPaths } from './booking.paths.js';
import { parsePosition } from './distance.js';
import { goOn, type Visit } from './draft-access.js';
import { receiptOf } from './draft-receipt.js';
import { formBody, type PageError, pageErrors, queryText } from './form-body.js';
import { hallChoices, matchingHalls } from './hall-choices.js';
import { hasJurisdiction, judgeHall } from './hall-judgement.js';
import type { Holding } from './holding.service.js';
import type { JourneyPage } from './journey-page.js';

const SHOWN = 20;

/** Where: every hall that offers the business, with what it means for this couple. */
export class HallPage {
  constructor(
    private readonly services: Pick<BookingServices, 'drafts' | 'halls' | 'receipts'>,
    private readonly page: JourneyPage,
    private readonly holding: Holding,
  ) {}

  show = (visit: Visit): Promise<void> => this.render(visit, {});

  submit = async (visit: Visit): Promise<void> => {
    const { req, draft, now } = visit;
    const { hall: id } = formBody(req, ['hall']);
    const hall = (await this.offering(draft.answers.business)).find((candidate) => candidate.id === id);
    if (!hall)
      return this.render(visit, { errors: pageErrors([['halls', 'booking:hall.errors.hall']], req.t), status: 422 });
    const receipt = await receiptOf(draft.answers, this.services.receipts, now);
    if (!judgeHall(hall, draft.answers, { now, receipt }).isAllowed) return this.render(visit, { status: 409 });
    const written = await this.services.drafts.change(draft, 'hall', (answers) => ({ ...answers, hall: id }), now);
    goOn({ ...visit, draft: await this.holding.keepFitting(written.draft, now) });
  };

  /** Where they are goes into the draft, not into an address: it is nobody else's business. */
  locate = async (visit: Visit): Promise<void> => {
    const { req, res, draft, now } = visit;
    const { lat, lng } = formBody(req, ['lat', 'lng']);
    const position = parsePosition(lat, lng);
    if (position) await this.services.drafts.change(draft, 'hall', (answers) => ({ ...answers, position }), now);
    res.redirect(303, bookingPaths.step(draft.id, 'hall'));
  };

  private async render(visit: Visit, { errors, status }: { errors?: PageError[]; status?: number }): Promise<void> {
    const { req, draft, now } = visit;
    const { answers } = draft;
    const query = queryText(req, 'q').slice(0, 60);
    const offering = await this.offering(answers.business);
    const receipt = await receiptOf(answers, this.services.receipts, now);
    const context = { answers, receipt, now, language: req.language, t: req.t };
    const found = hallChoices(matchingHalls(offering, query), context);
    await this.page.render(visit, 'hall', {
      status: status ?? 200,
      errors,
      query,
      halls: found.slice(0, SHOWN),
      found: found.length,
      more: found.length - SHOWN,
      hasPosition: answers.position !== undefined,
      positionPath: bookingPaths.position(draft.id),
      allHref: bookingPaths.step(draft.id, 'hall'),
      explainsReach: hasJurisdiction(answers.business),
      noneServes: found.length > 0 && found.every(({ isAllowed }) => !isAllowed),
    });
  }

  private offering(business: Business) {
    return this.services.halls.list({ business });
  }
}
