import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../../infrastructure/clock.js';
import type { FieldCipher } from '../../infrastructure/field-cipher.js';
import type { AppointmentModel, Serving, WalkIns } from '../appointments/index.js';
import type { HolidayCalendar } from '../calendar/index.js';
import type { PassSigner } from '../confirmation/index.js';
import type { HallDirectory } from '../halls/index.js';
import { Arrivals } from './arrivals.service.js';
import { Boards } from './board.read-model.js';
import { Calling } from './calling.service.js';
import { Finishing } from './finishing.service.js';
import { LiveFeed } from './live-feed.js';
import { Queue } from './queue.read-model.js';
import { seriesModel, ticketModel } from './ticket.model.js';
import { Tickets } from './tickets.service.js';

export type DeskTools = ReturnType<typeof createDesk>;

/** Everything the desk works with, built once. */
export function createDesk({
  connection,
  ...deps
}: {
  connection: Connection;
  appointments: AppointmentModel;
  serving: Serving;
  walkIns: WalkIns;
  halls: HallDirectory;
  calendar: HolidayCalendar;
  passes: PassSigner;
  cipher: FieldCipher;
  clock: Clock;
  logger: Logger;
}) {
  const model = ticketModel(connection);
  const queue = new Queue(model);
  const tickets = new Tickets({ ...deps, tickets: model, series: seriesModel(connection) });
  return {
    model,
    queue,
    tickets,
    calling: new Calling({ ...deps, tickets, queue }),
    finishing: new Finishing({ ...deps, tickets }),
    arrivals: new Arrivals({ ...deps, tickets }),
    feed: new LiveFeed({ ...deps, tickets: model }),
    boards: new Boards({ ...deps, tickets: model, queue }),
  };
}
