import type { Request, RequestHandler, Response } from 'express';
import { type AppointmentRecord, maskEmail, offersEmail, parseEmail } from '../appointments/index.js';
import { isSensitive } from '../confirmation/index.js';
import { maskPhone } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { managePaths, type RefusalNotice, refusalNotice } from '../manage/index.js';
import { declinableKinds, kindTitle } from './appointment-kinds.js';
import { messagePreferencePaths } from './message-preferences.paths.js';
import type { MessagePageServices } from './message-services.js';
import { toldMessages } from './told-messages.js';

const SAVED = ['reminders', 'email', 'email-removed'];

interface Opened {
  record: AppointmentRecord;
  hall: Hall;
  /** Nothing is sent any more about one that is over. */
  isOpen: boolean;
  paths: ReturnType<typeof messagePreferencePaths.of>;
  now: Date;
}

interface Shown {
  status?: number;
  notice?: RefusalNotice;
  errors?: { field: string; message: string }[];
  email?: string;
}

/** What was sent about the appointment, what is to come, and which of it they want. */
export function showMessages(services: MessagePageServices): RequestHandler {
  return async (req, res) => render({ req, res, services, opened: await open(req, services) });
}

/** Keeps which reminders they want: those that are ticked. */
export function chooseReminders(services: MessagePageServices): RequestHandler {
  return async (req, res) => {
    const opened = await open(req, services);
    const { record, paths, now } = opened;
    const wanted = [(req.body as { wanted?: unknown }).wanted].flat();
    const offered = declinableKinds(services.notifications.catalogue, record.business).map(({ kind }) => kind);
    const declined = offered.filter((kind) => !wanted.includes(kind));
    const { phoneHash, _id, reference, hall } = record;
    if (await services.messagePreferences.set({ phoneHash, offered, declined, now }))
      services.audit.record({
        key: `messages:${_id}:${now.toISOString()}`,
        at: now,
        actor: 'couple',
        action: 'appointment.reminders-chosen',
        subject: `appointment:${reference}`,
        result: 'done',
        hall,
        details: { declined: declined.join(' ') },
      });
    res.redirect(303, `${paths.messages}?saved=reminders`);
  };
}

/** Gives the appointment another e-mail address, or with `remove` none. */
export function changeEmail(services: MessagePageServices): RequestHandler {
  return async (req, res) => {
    const opened = await open(req, services);
    const { record, paths, now } = opened;
    const { email: given, remove } = req.body as Record<string, unknown>;
    const email = typeof given === 'string' ? given.slice(0, 320).trim() : '';
    const parsed = parseEmail(email);
    if (remove !== 'true' && !(parsed.ok && offersEmail(services.config, record.business))) {
      const errors = [
        { field: 'email', message: req.t(`validation:${parsed.ok ? 'email-not-offered' : parsed.code}`) },
      ];
      return render({ req, res, services, opened, status: 422, errors, email });
    }
    const to = remove !== 'true' && parsed.ok ? parsed.email : undefined;
    try {
      await services.emailChange.change(record, to, now);
    } catch (error) {
      const refused = refusalNotice(error, req.t);
      return render({ req, res, services, opened: await open(req, services), email, ...refused });
    }
    res.redirect(303, `${paths.messages}?saved=${to === undefined ? 'email-removed' : 'email'}`);
  };
}

async function open(req: Request, { managing, halls, clock }: MessagePageServices): Promise<Opened> {
  const { reference, token } = req.params as { reference: string; token: string };
  const record = await managing.find(reference, token);
  return {
    record,
    hall: await halls.named(record.hall),
    isOpen: record.state === 'confirmed',
    paths: messagePreferencePaths.of(reference, token),
    now: clock.now(),
  };
}

async function render({
  req,
  res,
  services,
  opened: { record, hall, isOpen, paths, now },
  status = 200,
  ...page
}: Shown & { req: Request; res: Response; services: MessagePageServices; opened: Opened }): Promise<void> {
  const { t, language, params } = req;
  const { notifications, messagePreferences, managing, config } = services;
  const [messages, declined] = await Promise.all([
    notifications.messages.about(record._id),
    messagePreferences.of(record.phoneHash),
  ]);
  const { earlier, ahead } = toldMessages(messages, { declined, timeZone: hall.timeZone, now });
  const inWords = ({ kind, ...rest }: (typeof ahead)[number]) => ({
    ...rest,
    title: kindTitle(notifications.catalogue, kind, language) ?? t('message-preferences:otherMessage'),
  });
  const { contactPhone, contactEmail } = managing.personalOf(record);
  res.status(status).render('message-preferences/messages.njk', {
    backHref: managePaths.of(String(params['reference']), String(params['token'])).self,
    tone: isSensitive(record.business) ? 'calm' : undefined,
    reference: record.reference,
    zone: hall.timeZone,
    isOpen,
    paths,
    earlier: earlier.map(inWords),
    ahead: ahead.map(inWords),
    phone: maskPhone(contactPhone),
    mailbox: contactEmail === undefined ? undefined : maskEmail(contactEmail),
    mayHaveEmail: isOpen && offersEmail(config, record.business),
    reminders: declinableKinds(notifications.catalogue, record.business).map(({ kind, title }) => ({
      value: kind,
      text: title[language],
      checked: !declined.includes(kind),
    })),
    saved: SAVED.find((each) => each === req.query['saved']),
    ...page,
  });
}
