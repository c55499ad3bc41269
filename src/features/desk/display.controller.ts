import type { RequestHandler } from 'express';
import { businessFamily } from '../eligibility/index.js';
import { deskPaths } from './desk.paths.js';
import type { DeskPageServices } from './desk-page-services.js';
import { SERIES } from './ticket-series.js';
import type { TicketRecord } from './ticket.model.js';
import { windowsOf } from './windows.js';
import { hallOf } from './working-hall.js';

const NEXT_SHOWN = 6;

/** What hangs on the wall: numbers and windows, never a name. `?line=D` shows one line alone, so that no divorce is read beside a wedding. */
export function showDisplay(services: DeskPageServices): RequestHandler {
  return async (req, res) => {
    const hall = await hallOf(req, services);
    const now = services.clock.now();
    const line = req.query['line'];
    const isShown = ({ family }: Pick<TicketRecord, 'family'>) =>
      typeof line !== 'string' || SERIES[family] === line.toUpperCase();
    const tickets = (await services.desk.queue.today(hall, now)).filter(isShown);
    const called = tickets
      .filter(({ activeWindow }) => activeWindow !== undefined)
      .sort((a, b) => (b.calledAt?.getTime() ?? 0) - (a.calledAt?.getTime() ?? 0));
    const families = new Set(hall.services.map(({ business }) => businessFamily(business)));
    const waiting: string[] = [];
    for (const family of families) {
      const { ordered } = await services.desk.queue.lineOf({ hall, family, now, tickets });
      waiting.push(...ordered.slice(0, NEXT_SHOWN).map(({ number }) => number));
    }
    res.render('desk/display.njk', {
      hall,
      now,
      called,
      windows: windowsOf(hall)
        .filter(isShown)
        .map(({ number }) => ({ number, ticket: called.find(({ window }) => window === number) })),
      waiting,
      paths: deskPaths,
    });
  };
}
