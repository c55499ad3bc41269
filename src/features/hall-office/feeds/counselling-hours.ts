import { instantAt } from '../../calendar/index.js';
import type { HallUse } from '../hall-use.read-model.js';
import type { FeedContributor } from './feed-contributor.js';

const MINUTE_MS = 60_000;

/** When somebody has booked counselling at the hall, for those who counsel there. */
export function counsellingHours({ use }: { use: HallUse }): FeedContributor {
  return {
    permission: 'counselling.own',
    title: (t) => t('hall-office:feeds.contents.counselling'),
    async entries({ hall, from, to, t }) {
      const service = hall.services.find(({ business }) => business === 'counselling');
      if (!service) return [];
      const days = await use.of({ hall: hall.id, from, to, business: 'counselling' });
      return days.flatMap(({ date, slots }) =>
        [...slots].flatMap(([time, { booked, walkIns }]) => {
          const sessions = booked + walkIns;
          if (sessions === 0) return [];
          const start = instantAt(date, time, hall.timeZone);
          return {
            id: `${hall.id}-${date}-${time.replace(':', '')}-counselling`,
            at: { start, end: new Date(start.getTime() + service.slotMinutes * MINUTE_MS) },
            summary: t('hall-office:feeds.counselling', { sessions }),
          };
        }),
      );
    },
  };
}
