import type { Request, RequestHandler, Response } from 'express';
import { actorOf } from '../../http/require-permission.js';
import { normaliseReference } from '../../infrastructure/ids.js';
import type { BookingParty } from '../appointments/index.js';
import { documentTypes, maskDocumentNumber, maskName, maskPhone } from '../eligibility/index.js';
import {
  ACCEPTANCE_FIELDS,
  type AcceptanceFields,
  parseAnswers,
  parsePhones,
  parseUnsafe,
  parseWalkIns,
  SEATS,
} from './acceptance.forms.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { divorcePaths } from './divorce.paths.js';
import type { Applicants } from './intake.js';
import { formFields, inWords, type Refused, refused } from './page-words.js';

/** The form for a couple that was checked in, or for one that walked in. */
export function showAcceptance({ divorce }: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const fields = { ...empty(), reference: queryText(req, 'reference') };
    try {
      const applicants = await applicantsOf(divorce, fields, req);
      render({ req, res, fields, applicants });
    } catch (error) {
      render({ req, res, fields, applicants: undefined, refusal: refused(error, req) });
    }
  };
}

/** Accepts the application: from here on the dates run. */
export function acceptApplication({ divorce, clock }: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const fields = formFields(req, ACCEPTANCE_FIELDS);
    let applicants: Applicants | undefined;
    try {
      applicants = await applicantsOf(divorce, fields, req);
      const answers = parseAnswers(fields);
      const people = applicants ? parsePhones(fields, applicants.parties) : parseWalkIns(fields);
      const errors = inWords([...people.errors, ...answers.errors], req);
      if (errors.length > 0) return render({ req, res, fields, applicants, refusal: { status: 422, errors } });
      const { _id } = await divorce.acceptance.accept({
        parties: people.parties as [BookingParty, BookingParty],
        ...(applicants && { appointment: applicants.appointment._id }),
        counselling: answers.value.counselling,
        unsafe: parseUnsafe(fields),
        language: applicants?.appointment.language ?? answers.value.language,
        actor: actorOf(req),
        now: clock.now(),
      });
      res.redirect(303, divorcePaths.application(_id).self);
    } catch (error) {
      render({ req, res, fields, applicants, refusal: atTheirFields(refused(error, req)) });
    }
  };
}

async function applicantsOf(
  { intake }: DivorcePageServices['divorce'],
  { reference }: Pick<AcceptanceFields, 'reference'>,
  req: Request,
): Promise<Applicants | undefined> {
  if (reference === '') return undefined;
  return intake.applicants(normaliseReference(reference) ?? reference, actorOf(req));
}

function render({
  req,
  res,
  fields,
  applicants,
  refusal,
}: {
  req: Request;
  res: Response;
  fields: AcceptanceFields;
  applicants: Applicants | undefined;
  refusal?: Refused;
}): void {
  const { status = 200, ...said } = refusal ?? {};
  res.status(status).render('divorce/staff/accept.njk', {
    ...said,
    paths: divorcePaths,
    fields,
    documents: documentTypes.map((value) => ({ value, text: req.t(`eligibility:documentTypes.${value}`) })),
    reference: applicants?.appointment.reference,
    seats: SEATS.map((seat, index) => ({
      seat,
      role: index === 0 ? 'male' : 'female',
      booked: masked(applicants?.parties[index]),
    })),
  });
}

function masked(party: BookingParty | undefined) {
  if (!party) return undefined;
  const { name, document, phone } = party;
  return {
    name: maskName(name),
    number: maskDocumentNumber(document.number ?? ''),
    ...(phone !== undefined && { phone: maskPhone(phone) }),
  };
}

/** The rules name a person by position, the form by seat. */
function atTheirFields({ errors, ...rest }: Refused): Refused {
  const moved = errors?.map(({ field, message }) => ({
    field: field.replace(
      /^parties\.(\d)\.(?:\w+\.)*(\w+)$/,
      (_, index: string, part: string) => `${SEATS[Number(index)] ?? 'first'}-${part}`,
    ),
    message,
  }));
  return { ...rest, ...(moved && { errors: moved }) };
}

function empty(): AcceptanceFields {
  return Object.fromEntries(ACCEPTANCE_FIELDS.map((name) => [name, ''])) as AcceptanceFields;
}

function queryText(req: Request, name: string): string {
  const value = (req.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.slice(0, 40) : '';
}
