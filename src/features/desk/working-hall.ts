import type { Request } from 'express';
import { staffOf } from '../../http/require-permission.js';
import type { Hall } from '../halls/index.js';
import type { DeskPageServices } from './desk-page-services.js';

/** The hall at which whoever asks works: the only one the desk's pages ever show. */
export async function hallOf(req: Request, { halls }: Pick<DeskPageServices, 'halls'>): Promise<Hall> {
  return halls.named(staffOf(req).hall);
}
