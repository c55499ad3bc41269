import express, { Router } from 'express';
import { limitByAddress } from '../../http/rate-limit.js';
import { route } from '../../http/route.js';
import { offerFormToken, protectForms } from '../../infrastructure/csrf.js';
import { privateLink } from '../manage/index.js';
import { messagePreferencePaths } from './message-preferences.paths.js';
import type { MessagePageServices } from './message-services.js';
import { changeEmail, chooseReminders, showMessages } from './messages.controller.js';

/** What couples are sent about an appointment, and what they do not want to be sent. */
export function createMessagePreferencesRouter(services: MessagePageServices): Router {
  const router = Router();
  const permission = 'manage-token';
  const { messages, email } = messagePreferencePaths.patterns;
  const form = [
    privateLink,
    limitByAddress('messages', services.config.limits.address.bookings),
    express.urlencoded({ extended: false, limit: '8kb' }),
    protectForms,
    offerFormToken,
  ];
  const page = [privateLink, offerFormToken];
  route(router, { method: 'get', path: messages, permission, before: page, handler: showMessages(services) });
  route(router, { method: 'post', path: messages, permission, before: form, handler: chooseReminders(services) });
  // Whoever reloads the address of a form that was refused is back at its page.
  route(router, { method: 'get', path: email, permission, before: page, handler: showMessages(services) });
  route(router, { method: 'post', path: email, permission, before: form, handler: changeEmail(services) });
  return router;
}
