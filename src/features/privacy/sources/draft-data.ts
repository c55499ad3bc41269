import type { Drafts } from '../../booking/index.js';
import type { PersonalDataSource } from '../personal-data.js';

/** What this browser has begun and not booked. Nobody else can see it, so it is found by the session and not by the person. */
export function draftData(drafts: Drafts): PersonalDataSource {
  return {
    name: 'drafts',
    title: (t) => t('privacy:sources.drafts'),
    async find({ session }, { t, now }) {
      const begun = await drafts.unfinishedOf(session, now);
      return begun.map(({ answers: { business, hall, time } }) => ({
        title: t('privacy:items.draft', { business: t(`appointments:business.${business}`) }),
        rows: time ? [{ label: t('privacy:fields.when'), value: `${time.date} ${time.start}` }] : [],
        data: { business, ...(hall && { hall }), ...(time && { date: time.date, start: time.start }) },
        erasure: { may: true },
      }));
    },
    erase: ({ session }) => drafts.eraseOf(session),
  };
}
