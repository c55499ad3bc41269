import type { RequestHandler } from 'express';
import type { HallDirectory } from '../../halls/index.js';
import type { AccessFlags } from './access-flags.service.js';
import { BUREAU_ZONE } from '../../calendar/index.js';

export interface AnomalyPagesServices {
  halls: HallDirectory;
  privacy: { flags: AccessFlags };
}

/** Looks that stood out, with the way to the entries of the chain behind each. */
export function listAnomalies({ halls, privacy }: AnomalyPagesServices): RequestHandler {
  return async (req, res) => {
    const known = new Map((await halls.list()).map((hall) => [hall.id, hall]));
    const flags = await privacy.flags.latest();
    res.render('privacy/anomalies.njk', {
      flags: flags.map(({ kind, staff, staffName, hall, at, count, subject }) => ({
        kind,
        staffName,
        hall: known.get(hall)?.name[req.language] ?? hall,
        timeZone: known.get(hall)?.timeZone ?? BUREAU_ZONE,
        at,
        count,
        subject,
        href: `/staff/audit?${new URLSearchParams({ who: `staff:${staff}`, what: 'person.read' }).toString()}`,
      })),
    });
  };
}
