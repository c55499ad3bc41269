import { dateFilters } from '../../../infrastructure/view-dates.js';
import type { PersonalDataSource } from '../personal-data.js';
import type { PrivacyRequests } from '../requests/requests.service.js';

/** What the person has asked of a hall, and the answers. */
export function requestData(requests: PrivacyRequests): PersonalDataSource {
  return {
    name: 'requests',
    title: (t) => t('privacy:sources.requests'),
    async find(subject, { t, language }) {
      const dates = dateFilters(language);
      const row = (name: string, value: string) => ({ label: t(`privacy:fields.${name}`), value });
      return (await requests.of(subject)).map(
        ({ number, kind, state, dueOn, content, note, createdAt, updatedAt }) => ({
          title: t('privacy:items.request', { number, kind: t(`privacy:requestKinds.${kind}`) }),
          rows: [
            row('text', content.text),
            ...(note === undefined ? [row('answerBy', dates.day(dueOn))] : [row('answer', note)]),
          ],
          data: { number, kind, state, dueOn, text: content.text, ...(note && { answer: note }), createdAt, updatedAt },
          erasure: { may: false, why: t('privacy:kept.request') },
        }),
      );
    },
  };
}
