import type { Request, RequestHandler, Response } from 'express';
import { saveSession } from '../../../infrastructure/save-session.js';
import { formFields, typedText } from '../form-texts.js';
import { pageLinks, pageNumber } from '../page-links.js';
import type { Assignment } from '../roles.js';
import type { StaffServices } from '../staff-services.js';
import { accountRefusal, changedBy } from './changed-by.js';
import { describeDuties } from './describe-duties.js';
import { peoplePaths } from './people.paths.js';
import { assignmentsOf, roleChoices } from './role-choices.js';

/** Everybody, a page at a time, and above them whoever is locked out. */
export function listPeople({ staff, halls, clock }: StaffServices): RequestHandler {
  return async (req, res) => {
    const now = clock.now();
    const all = await halls.list();
    const words = typedText(req.query['q']).trim();
    const hall = all.find(({ id }) => id === req.query['hall'])?.id;
    const page = pageNumber(req.query['page']);
    const { people, total, pages } = await staff.directory.search({ words, page, now, ...(hall && { hall }) });
    const shown = (list: typeof people) =>
      list.map((person) => ({
        ...person,
        href: peoplePaths.of(person.id).self,
        duties: describeDuties(person.assignments, { halls: all, req }),
      }));
    res.render('staff/people.njk', {
      wanted: { q: words, hall },
      halls: all.map(({ id, name }) => ({ value: id, text: name[req.language] })),
      people: shown(people),
      locked: shown(await staff.directory.locked(now)),
      total,
      links: pageLinks({ path: peoplePaths.list, query: { q: words, ...(hall && { hall }) }, page, pages }),
    });
  };
}

export function showNewPerson(services: StaffServices): RequestHandler {
  return (req, res) => renderNewPerson(services, { req, res, assignments: [] });
}

export function addPerson(services: StaffServices): RequestHandler {
  return async (req, res) => {
    const { staff, halls, clock } = services;
    const { username, name, roles } = formFields(req);
    const assignments = assignmentsOf(roles, await halls.list());
    try {
      const by = changedBy(req, clock.now());
      const person = { username: typedText(username), name: typedText(name), assignments };
      const { account, password } = await staff.accounts.create(person, by);
      req.session.givenPassword = staff.givenPasswords.issue(account._id, password, by.now);
      await saveSession(req);
      res.redirect(303, peoplePaths.of(account._id).self);
    } catch (error) {
      await renderNewPerson(services, { req, res, assignments, status: 422, refusal: accountRefusal(error, req.t) });
    }
  };
}

interface NewPersonPage {
  req: Request;
  res: Response;
  assignments: Assignment[];
  status?: number;
  refusal?: object;
}

async function renderNewPerson(
  { halls }: StaffServices,
  { req, res, assignments, status = 200, refusal }: NewPersonPage,
): Promise<void> {
  const { username, name } = formFields(req);
  res.status(status).render('staff/new-person.njk', {
    values: { username: typedText(username), name: typedText(name) },
    groups: roleChoices(assignments, { halls: await halls.list(), language: req.language, t: req.t }),
    ...refusal,
  });
}
