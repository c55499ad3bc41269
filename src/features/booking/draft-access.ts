import type { Request, RequestHandler, Response } from 'express';
import type { BookingServices } from './booking-services.js';
import { appointmentPaths } from '../appointments/index.js';
import { bookingPaths } from './booking.paths.js';
import type { Draft } from './draft.js';
import { mayAnswer, mayShow, nextStep, type StepName } from './journey.js';

/** One request of a couple to a draft of theirs. */
export interface Visit {
  req: Request;
  res: Response;
  draft: Draft;
  now: Date;
}

export type Page = (visit: Visit) => Promise<void> | void;

/** Lets a session into its own drafts and leads everybody to the step that is theirs now. */
export class DraftAccess {
  constructor(private readonly services: Pick<BookingServices, 'drafts' | 'clock' | 'tokens'>) {}

  /** A page of the journey: whoever skips ahead is led back to the first step that is open. */
  show(step: StepName, page: Page): RequestHandler {
    return this.withDraft((visit) => {
      const { draft, now } = visit;
      return mayShow(step, draft.answers, now) ? page(visit) : goOn(visit);
    });
  }

  /** What a page sends. It is kept also when the held place ran out meanwhile: nobody types twice. */
  submit(step: StepName, page: Page): RequestHandler {
    return this.withDraft((visit) => (mayAnswer(step, visit.draft.answers) ? page(visit) : goOn(visit)));
  }

  /** The draft's own address, where a couple picks up again. */
  resume(): RequestHandler {
    return this.withDraft(goOn);
  }

  private withDraft(page: Page): RequestHandler<{ draft?: string }> {
    return async (req, res) => {
      const now = this.services.clock.now();
      const draft = await this.services.drafts.find({ id: req.params.draft ?? '', session: req.sessionID, now });
      res.set('Cache-Control', 'no-store');
      if (!draft) return void res.status(404).render('booking/gone.njk');
      if (draft.booked) {
        const { reference, appointment } = draft.booked;
        return void res.redirect(303, appointmentPaths.manage(reference, this.services.tokens.of(appointment)));
      }
      await page({ req: req as Request, res, draft, now });
    };
  }
}

/** On to the first step that is open. */
export function goOn({ res, draft, now }: Pick<Visit, 'res' | 'draft' | 'now'>): void {
  res.redirect(303, bookingPaths.step(draft.id, nextStep(draft.answers, now)));
}
