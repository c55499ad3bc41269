import type { RequestHandler } from 'express';
import type { BackgroundRotation } from '../../../infrastructure/background-rotation.js';
import type { Clock } from '../../../infrastructure/clock.js';
import { dateFilters } from '../../../infrastructure/view-dates.js';
import { civilDateAt, BUREAU_ZONE } from '../../calendar/index.js';
import type { Retention } from './retention.service.js';

/** Who a purge was by when nobody started it. */
const BY_ITSELF = 'system';
export interface RetentionPagesServices {
  clock: Clock;
  keyRotation: BackgroundRotation;
  privacy: { retention: Retention };
}

/** What the last purge did, what is due, and how far the keys have been changed. */
export function showRetention({ privacy, keyRotation, clock }: RetentionPagesServices): RequestHandler {
  return async ({ t, language }, res) => {
    const dates = dateFilters(language);
    const latest = await privacy.retention.latest();
    const day = (instant: Date) => dates.day(civilDateAt(instant, BUREAU_ZONE));
    const nameOf = (collection: string) => t(`privacy:retention.names.${collection}`, { defaultValue: collection });
    const due = await privacy.retention.run({ now: clock.now(), by: 'page', commit: false });
    const dueOf = new Map(due.map(({ name, count }) => [name, count]));
    const rules = latest?.rules ?? due.map((outcome) => ({ ...outcome, count: 0 }));
    res.render('privacy/retention.njk', {
      at: latest && dates.dayAndTime(latest.at, BUREAU_ZONE),
      by: latest?.by === BY_ITSELF ? t('privacy:retention.system') : latest?.by,
      rules: rules.map(({ name, action, before, count, oldestKept, refused }) => [
        nameOf(name),
        t(`privacy:retention.actions.${action}`),
        day(before),
        refused === undefined ? String(count) : t(`privacy:retention.refusals.${refused}`, { defaultValue: refused }),
        String(dueOf.get(name) ?? 0),
        oldestKept ? day(oldestKept) : '–',
      ]),
      rotation: (await keyRotation.progress()).map(({ _id, keyId, state, resealed, unreadable }) => [
        t('privacy:retention.sealed', {
          name: nameOf(_id.split('.')[0] ?? _id),
          path: _id.split('.').slice(1).join('.'),
        }),
        keyId,
        t(`privacy:retention.states.${state}`),
        String(resealed),
        String(unreadable),
      ]),
    });
  };
}
