import type { Request, RequestHandler, Response } from 'express';
import { tryParse } from '../../http/parse.js';
import { staffOf } from '../../http/require-permission.js';
import { civilDateAt } from '../calendar/index.js';
import { searchForm } from './acceptance.forms.js';
import type { CaseView } from './divorce.read-model.js';
import type { DivorcePageServices } from './divorce-page-services.js';
import { divorcePaths } from './divorce.paths.js';
import { formFields, inWords } from './page-words.js';

/** Who is here, whose window is about to close, and the way to any other application. */
export function showDivorceHome(services: DivorcePageServices): RequestHandler {
  return async (req, res) => render(services, { req, res });
}

/** Posted, because the last four of a document must not stand in an address. */
export function searchApplications(services: DivorcePageServices): RequestHandler {
  return async (req, res) => {
    const { text } = formFields(req, ['text']);
    const { errors } = tryParse(searchForm, { text });
    if (errors.length > 0) return render(services, { req, res, text, errors: inWords(errors, req), status: 422 });
    const { hall } = staffOf(req);
    const found = await services.divorce.readModel.search(text, { hall, now: services.clock.now() });
    const [only] = found;
    if (only && found.length === 1) return void res.redirect(303, divorcePaths.application(only.record._id).self);
    return render(services, { req, res, text, found });
  };
}

async function render(
  { divorce, halls, clock }: DivorcePageServices,
  {
    req,
    res,
    status = 200,
    ...page
  }: {
    req: Request;
    res: Response;
    status?: number;
    text?: string;
    found?: CaseView[];
    errors?: { field: string; message: string }[];
  },
): Promise<void> {
  const now = clock.now();
  const hall = await halls.named(staffOf(req).hall);
  const today = civilDateAt(now, hall.timeZone);
  const here = await divorce.intake.here({ hall: hall.id, today });
  const may = { accept: staffOf(req).can('divorce.accept') };
  res.status(status).render('divorce/staff/home.njk', {
    ...page,
    may,
    paths: divorcePaths,
    here: await Promise.all(
      here.map(async (visit) => ({ ...visit, application: (await divorce.readModel.ofVisit(visit))?._id })),
    ),
    closing: await divorce.readModel.closing({ hall: hall.id, today, now }),
  });
}
