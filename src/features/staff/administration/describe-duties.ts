import type { Request } from 'express';
import type { Hall } from '../../halls/index.js';
import { type Assignment, WHOLE_BUREAU } from '../roles.js';

/** `福田登记处：婚姻登记员、导办员`, one text for each hall. */
export function describeDuties(
  assignments: readonly Assignment[],
  { halls, req }: { halls: readonly Hall[]; req: Pick<Request, 't' | 'language'> },
): string[] {
  const { t, language } = req;
  const nameOf = (id: string) => halls.find((hall) => hall.id === id)?.name[language] ?? id;
  return assignments.map(({ hall, roles }) => {
    const place = hall === WHOLE_BUREAU ? t('staff:wholeBureau') : nameOf(hall);
    return `${place}${t('staff:home.colon')}${roles.map((role) => t(`staff:roles.${role}`)).join(t('staff:people.and'))}`;
  });
}
