import type { RequestHandler } from 'express';
import { staffOf } from '../../http/require-permission.js';
import { renewSession } from '../../infrastructure/renew-session.js';
import { formFields } from './form-texts.js';
import { navigationFor } from './navigation.js';
import { staffPaths } from './staff.paths.js';

/** What somebody can do today at the hall they work at. */
export const showHome: RequestHandler = (req, res) => {
  const { can } = staffOf(req);
  const tasks = navigationFor(can, staffPaths.home).filter(({ href }) => href !== staffPaths.home);
  res.render('staff/home.njk', { tasks });
};

/** Goes to work at another of the person's halls, where other roles may hold: the session id changes with them. */
export const changeHall: RequestHandler = async (req, res) => {
  const { halls } = staffOf(req);
  const hall = halls.find((each) => each === formFields(req)['hall']);
  const { staff } = req.session;
  if (hall !== undefined && staff) await renewSession(req, { staff: { ...staff, hall } });
  res.redirect(303, staffPaths.home);
};
