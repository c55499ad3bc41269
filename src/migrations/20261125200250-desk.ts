import { ticketIndexes } from '../features/desk/index.js';
import { indexMigration } from './migration.js';

export const desk = indexMigration('20261125200250-desk', { tickets: ticketIndexes, ticketSeries: [] });
