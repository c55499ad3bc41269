import type { TFunction } from 'i18next';
import type { Hall } from '../../halls/index.js';
import type { Language } from '../../../infrastructure/language.js';
import { type Assignment, isBureauRole, isRole, type Role, ROLE_NAMES, WHOLE_BUREAU } from '../roles.js';

/** The roles of a form, `hall:role` each, as assignments; what names no hall or no role is left out. */
export function assignmentsOf(chosen: unknown, halls: readonly Hall[]): Assignment[] {
  const places = [WHOLE_BUREAU, ...halls.map(({ id }) => id)];
  const texts = [chosen].flat().filter((each) => typeof each === 'string');
  const pairs = texts.flatMap((text): { hall: string; role: Role }[] => {
    const [hall = '', role = ''] = text.split(':');
    return places.includes(hall) && isRole(role) ? [{ hall, role }] : [];
  });
  return places.flatMap((hall) => {
    const roles = ROLE_NAMES.filter((role) => pairs.some((pair) => pair.hall === hall && pair.role === role));
    return roles.length > 0 ? [{ hall, roles }] : [];
  });
}

/** Boxes to tick: the roles of the bureau, then those of each hall. */
export function roleChoices(
  assignments: readonly Assignment[],
  { halls, language, t }: { halls: readonly Hall[]; language: Language; t: TFunction },
) {
  const group = (hall: string, name: string, roles: readonly Role[]) => {
    const held = assignments.find((each) => each.hall === hall)?.roles ?? [];
    return {
      hall,
      name,
      isOpen: held.length > 0,
      items: roles.map((role) => ({
        value: `${hall}:${role}`,
        text: t(`staff:roles.${role}`),
        checked: held.includes(role),
      })),
    };
  };
  const ofHalls = ROLE_NAMES.filter((role) => !isBureauRole(role));
  return [
    group(WHOLE_BUREAU, t('staff:wholeBureau'), ROLE_NAMES.filter(isBureauRole)),
    ...halls.map(({ id, name }) => group(id, name[language], ofHalls)),
  ];
}
