import type { Request, RequestHandler } from 'express';
import { NotFound } from '../../errors/index.js';
import { actorOf, staffOf } from '../../http/require-permission.js';
import { type AppointmentRecord, hasCertificate, mayUndo, refusalReasons, serialStart } from '../appointments/index.js';
import { addDays, civilDateAt, yearOf } from '../calendar/index.js';
import { maskName } from '../eligibility/index.js';
import type { Hall } from '../halls/index.js';
import { isOfFamily } from './board.read-model.js';
import { divorcePaths } from '../divorce/index.js';
import { deskPaths } from './desk.paths.js';
import { outcomesAtDesk } from './finishing.service.js';
import type { DeskPageServices } from './desk-page-services.js';
import type { PageRefusal } from './refusals.js';
import { mayTake, TICKET_ACTIONS } from './ticket-state.js';
import type { TicketRecord } from './ticket.model.js';
import { type ServiceWindow, windowsOf } from './windows.js';
import { hallOf } from './working-hall.js';

const NEXT_SHOWN = 8;
const USUAL_RETURN_DAYS = 14;

export function showWindows(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    const hall = await hallOf(req, services);
    const { windows } = await services.desk.boards.today(hall, services.clock.now());
    res.render('desk/windows.njk', { windows, paths: deskPaths });
  };
}

export function showWindow(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    res.render('desk/window.njk', await windowPage(req, services));
  };
}

/** The window that an address names, at the hall somebody works at. */
export function windowIn(req: Request, hall: Hall): ServiceWindow {
  const window = windowsOf(hall).find(({ number }) => String(number) === req.params['window']);
  if (!window) throw new NotFound('window-unknown');
  return window;
}

export async function windowPage(
  req: Request,
  services: DeskPageServices,
  more: Partial<PageRefusal> & { values?: Record<string, string> } = {},
) {
  const { desk, clock } = services;
  const now = clock.now();
  const hall = await hallOf(req, services);
  const window = windowIn(req, hall);
  const { rows } = await desk.boards.today(hall, now);
  const line = await desk.queue.line({ hall, family: window.family, now });
  const atWindow = rows.flatMap(({ ticket }) =>
    ticket?.activeWindow && ticket.window === window.number ? [ticket] : [],
  );
  const own = rows.filter((row) => isOfFamily(row, window.family));
  const today = civilDateAt(now, hall.timeZone);
  return {
    hall,
    window,
    targets: transferTargets(hall, window, req),
    current: atWindow[0] && (await presentCurrent(atWindow[0], { req, services, hall, now })),
    held: own.filter(({ place }) => place === 'held'),
    next: line.ordered.slice(0, NEXT_SHOWN).map((ticket, index) => ({ ticket, wait: line.waits[index] })),
    waiting: line.ordered.length,
    undoable: await undoableAt(window.number, own, { req, services, now }),
    returnUntil: addDays(today, USUAL_RETURN_DAYS),
    paths: deskPaths,
    path: deskPaths.window(window.number),
    mayFinish: staffOf(req).can('desk.finish'),
    mayUndo: staffOf(req).can('desk.undo'),
    values: {},
    ...more,
  };
}

interface Looking {
  req: Request;
  services: DeskPageServices;
  now: Date;
}

async function presentCurrent(ticket: TicketRecord, { req, services, hall, now }: Looking & { hall: Hall }) {
  const { serving } = services;
  const record = await serving.find(ticket.reference, actorOf(req).hall);
  const year = yearOf(civilDateAt(now, hall.timeZone));
  return {
    ticket,
    record,
    names: serving.peopleOf(record).map(({ name }) => maskName(name)),
    parties: serving.peopleOf(record).map(({ role, documentType }) => ({ role, documentType })),
    may: Object.fromEntries(TICKET_ACTIONS.map((action) => [action, mayTake(action, ticket.state)])),
    needsDocuments: record.documentsCheckedAt === undefined,
    hasCertificate: hasCertificate(record.business),
    serialStart: serialStart(record.business, { division: hall.division, year }),
    reasons: reasonItems(record, req),
    outcomes: outcomesAtDesk(record.business),
    isDecided: record.state !== 'checked-in',
    applicationHref: applicationHref(record),
  };
}

/** Where a divorce is decided. */
function applicationHref({ business, reference }: AppointmentRecord): string | undefined {
  if (business === 'divorce-application') return `${divorcePaths.accept}?reference=${reference}`;
  return business === 'divorce-issue' ? divorcePaths.staff : undefined;
}

function reasonItems({ business }: AppointmentRecord, { t }: Request): { value: string; text: string }[] {
  return refusalReasons(business).map((value) => ({ value, text: t(`appointments:refusal.${value}`) }));
}

/** The other desks of this line, and the other lines. */
function transferTargets(hall: Hall, { family, number, businesses }: ServiceWindow, { t }: Request) {
  const desks = windowsOf(hall).filter((other) => other.family === family && other.number !== number);
  const others = hall.services.filter(({ business }) => !businesses.includes(business));
  return [
    ...desks.map((desk) => ({ value: String(desk.number), text: t('desk:windowNumber', { number: desk.number }) })),
    ...others.map(({ business }) => ({ value: business, text: t(`appointments:business.${business}`) })),
  ];
}

/** What this desk finished in the last five minutes. */
async function undoableAt(
  window: number,
  rows: readonly { ticket?: TicketRecord }[],
  { req, services, now }: Looking,
): Promise<TicketRecord[]> {
  const done = rows.flatMap(({ ticket }) => (ticket?.state === 'done' && ticket.window === window ? [ticket] : []));
  const found: TicketRecord[] = [];
  for (const ticket of done) {
    const record = await services.serving.find(ticket.reference, actorOf(req).hall);
    if (mayUndo(record, now) === 'yes') found.push(ticket);
  }
  return found;
}
