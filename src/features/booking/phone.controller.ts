import type { TFunction } from 'i18next';
import { DomainError, NotFound, RateLimited } from '../../errors/index.js';
import type { BookingServices } from './booking-services.js';
import { maskPhone, parsePhone } from '../eligibility/index.js';
import { bookingPaths } from './booking.paths.js';
import { goOn, type Visit } from './draft-access.js';
import { type DraftAnswers, seatsOf } from './draft.js';
import { formBody, type PageError, pageErrors, queryText } from './form-body.js';
import type { JourneyPage } from './journey-page.js';
import { isVerified } from './journey.js';

/** The phone that messages go to, proved by a code. */
export class PhonePage {
  constructor(
    private readonly services: Pick<BookingServices, 'drafts' | 'contacts'>,
    private readonly page: JourneyPage,
  ) {}

  show = (visit: Visit): Promise<void> => this.render(visit, { asksPhone: queryText(visit.req, 'change') === '1' });

  /** Sends a code, the first or another one. */
  submit = async (visit: Visit): Promise<void> => {
    const { req, res, draft, now } = visit;
    const { phone: typed } = formBody(req, ['phone']);
    const parsed = parsePhone(typed);
    if (!parsed.ok) {
      await this.services.drafts.keepTyped(draft, 'phone', { phone: typed }, now);
      const errors = pageErrors([['phone', `validation:${parsed.code}`]], req.t);
      return this.render(visit, { typed, errors, asksPhone: true, status: 422 });
    }
    const { phone } = parsed;
    if (phone === draft.answers.contact?.phone && isVerified(draft.answers, now)) return goOn(visit);
    try {
      const verification = await this.sendCode(visit, phone);
      await this.services.drafts.change(
        draft,
        'phone',
        (answers) => ({ ...answers, contact: { phone, verification } }),
        now,
      );
      res.redirect(303, bookingPaths.step(draft.id, 'phone'));
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      await this.tooSoon(visit, { phone, seconds: error.retryAfterSeconds });
    }
  };

  confirm = async (visit: Visit): Promise<void> => {
    const { req, draft, now } = visit;
    const { verification } = draft.answers.contact ?? {};
    if (!verification) return goOn(visit);
    const code = formBody(req, ['code']).code.normalize('NFKC').replace(/\s/g, '');
    if (!/^\d{6}$/.test(code))
      return this.render(visit, { errors: pageErrors([['code', 'validation:not-a-code']], req.t), status: 422 });
    try {
      const { token, expiresAt } = await this.services.contacts.confirm({ id: verification.id, code, now });
      const verified = { token, until: expiresAt.toISOString() };
      const write = await this.services.drafts.change(draft, 'phone', confirmed(verification.id, verified), now);
      goOn({ ...visit, draft: write.draft });
    } catch (error) {
      if (!isWrongCode(error)) throw error;
      const message = codeProblem(error, req.t);
      await this.render(visit, { errors: [{ field: 'code', message }], status: 422 });
    }
  };

  private async sendCode({ req, now }: Visit, phone: string) {
    const { id, expiresAt, resendAfter } = await this.services.contacts.start({ phone, now, language: req.language });
    return { id, expiresAt: expiresAt.toISOString(), resendAfter: resendAfter.toISOString() };
  }

  /** A code for this very phone may still be under way: then that one is what they should look for. */
  private tooSoon(visit: Visit, { phone, seconds }: { phone: string; seconds: number }): Promise<void> {
    const { req, draft } = visit;
    const isUnderWay = draft.answers.contact?.phone === phone && draft.answers.contact.verification !== undefined;
    const message = req.t(seconds < 120 ? 'booking:phone.tooSoon' : 'booking:phone.tooMany', {
      seconds,
      minutes: Math.ceil(seconds / 60),
    });
    const errors = [{ field: isUnderWay ? 'code' : 'phone', message }];
    return this.render(visit, { typed: phone, errors, asksPhone: !isUnderWay, status: 429, retryAfter: seconds });
  }

  private async render(
    visit: Visit,
    {
      typed,
      errors,
      asksPhone = false,
      status = 200,
      retryAfter,
    }: { typed?: string; errors?: PageError[]; asksPhone?: boolean; status?: number; retryAfter?: number },
  ): Promise<void> {
    const { res, draft, now } = visit;
    const { contact, typed: kept } = draft.answers;
    if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
    await this.page.render(visit, 'phone', {
      status,
      errors,
      state: stateOf(visit, asksPhone),
      phone: typed ?? kept?.phone?.['phone'] ?? contact?.phone ?? ownPhone(draft.answers),
      sentTo: contact && { phone: contact.phone, masked: maskPhone(contact.phone) },
      hasExpired: contact?.verified !== undefined && !isVerified(draft.answers, now),
      resendAfter: resendInstant(draft.answers, now),
      codePath: bookingPaths.code(draft.id),
      phonePath: bookingPaths.step(draft.id, 'phone'),
      changeHref: bookingPaths.changePhone(draft.id),
      checkHref: bookingPaths.step(draft.id, 'check'),
    });
  }
}

function stateOf({ draft, now }: Visit, asksPhone: boolean): 'phone' | 'code' | 'verified' {
  if (asksPhone) return 'phone';
  if (isVerified(draft.answers, now)) return 'verified';
  return draft.answers.contact?.verification ? 'code' : 'phone';
}

function confirmed(id: string, verified: { token: string; until: string }) {
  return (answers: DraftAnswers): DraftAnswers => {
    const { contact } = answers;
    if (contact?.verification?.id !== id) return answers;
    return { ...answers, contact: { phone: contact.phone, verified } };
  };
}

/** The last wrong try leaves none: then only a new code helps. */
function codeProblem({ code, params }: DomainError, t: TFunction): string {
  const known = code === 'wrong-code' && params['attemptsLeft'] === 0 ? 'too-many-attempts' : code;
  return t(`errors:${known}.title`) + t('booking:phone.stop') + t(`errors:${known}.detail`, params);
}

function isWrongCode(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.status === 422 || error instanceof NotFound);
}

function resendInstant({ contact }: DraftAnswers, now: Date): Date | undefined {
  const at = contact?.verification && new Date(contact.verification.resendAfter);
  return at && at > now ? at : undefined;
}

function ownPhone(answers: DraftAnswers): string | undefined {
  return seatsOf(answers)
    .map((seat) => answers.details?.[seat]?.phone)
    .find((phone) => phone !== undefined);
}
