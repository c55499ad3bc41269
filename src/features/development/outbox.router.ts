import { Router } from 'express';
import { route } from '../../http/route.js';
import { parsePhone } from '../eligibility/index.js';
import type { Notifications } from '../notifications/index.js';
import { onlyLoopback } from './only-loopback.js';

/** The messages that would have been sent, with their codes: development and tests only, from this machine only. */
export function createOutboxRouter({ notifications }: { notifications: Notifications }): Router {
  const router = Router();
  route(router, {
    method: 'get',
    path: '/dev/outbox',
    permission: 'development',
    before: [onlyLoopback],
    handler: async (req, res) => {
      const to = typeof req.query['to'] === 'string' ? req.query['to'] : '';
      const parsed = parsePhone(to);
      const messages = await notifications.messages.latest({
        ...(to !== '' && { phone: parsed.ok ? parsed.phone : to }),
      });
      res.set('Cache-Control', 'no-store');
      // A caller that names a phone and no type is a script; a browser always names HTML.
      const types = to === '' ? ['html', 'json'] : ['json', 'html'];
      if (req.accepts(types) === 'json') return void res.json(messages);
      res.render('development/outbox.njk', { messages, to });
    },
  });
  return router;
}
