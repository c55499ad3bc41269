import type { RequestHandler } from 'express';
import { staffOf } from '../../../http/require-permission.js';
import type { StaffServices } from '../staff-services.js';
import { staffPaths } from '../staff.paths.js';

/** What somebody sent after their session had ended, to be looked over and sent again. */
export function showKeptForm({ staff, clock }: StaffServices): RequestHandler {
  return async (req, res) => {
    const id = req.session.keptForm;
    const account = staffOf(req).id;
    const form = id === undefined ? undefined : await staff.keptForms.find({ id, account, now: clock.now() });
    if (!form) return void res.redirect(303, staffPaths.home);
    const typed = form.fields.filter(([, value]) => value.trim() !== '').map(([, value]) => value);
    res.render('staff/kept-form.njk', { form, typed });
  };
}

export function discardKeptForm({ staff }: StaffServices): RequestHandler {
  return async (req, res) => {
    const id = req.session.keptForm;
    if (id !== undefined) await staff.keptForms.discard({ id, account: staffOf(req).id });
    delete req.session.keptForm;
    res.redirect(303, staffPaths.home);
  };
}
