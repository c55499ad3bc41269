import type { HallDirectory } from '../../halls/index.js';
import type { PersonAccess } from '../person-access/person-access.service.js';
import type { PersonalDataSource } from '../personal-data.js';
import type { MessageDataDependencies } from './message-data.js';

/** When somebody of the staff opened the person's full record, where and why; not who. */
export function readData({
  access,
  halls,
  formatInstant,
}: { access: PersonAccess; halls: HallDirectory } & Pick<
  MessageDataDependencies,
  'formatInstant'
>): PersonalDataSource {
  return {
    name: 'reads',
    title: (t) => t('privacy:sources.reads'),
    async find({ personHash }, { t, language }) {
      const looks = await access.looksAt(personHash);
      return Promise.all(
        looks.map(async ({ at, hall, reason }) => ({
          title: t('privacy:items.read', { at: formatInstant(at, language) }),
          rows: [
            { label: t('privacy:fields.hall'), value: (await halls.find(hall))?.name[language] ?? hall },
            { label: t('privacy:fields.reason'), value: reason },
          ],
          data: { at, hall, reason },
          erasure: { may: false as const, why: t('privacy:kept.reads') },
        })),
      );
    },
  };
}
