import { isCivilDate } from '../calendar/index.js';
import type { CivilDate } from '../calendar/index.js';
import type { ParsedDocument } from './identity-document.js';
import { birthDateOf, hasValidCheck, sexOf } from './resident-number.js';

const NEW = /^9\d{16}[\dX]$/;
const OLD = /^[A-Z]{3}\d{12}$/;

/** 外国人永久居留身份证: eighteen characters beginning with 9 since 2023, three letters and twelve digits before. */
export function parseForeignResident(number: string, today: CivilDate): ParsedDocument {
  const isNew = NEW.test(number);
  if (!isNew && !OLD.test(number)) return { ok: false, code: 'format' };
  if (isNew && !hasValidCheck(number)) return { ok: false, code: 'check-digit' };
  const birthDate = birthDateOf(number);
  const carriesPerson = isNew && isCivilDate(birthDate) && birthDate <= today;
  return {
    ok: true,
    document: {
      type: 'foreign-pr',
      number,
      identity: `foreign-pr:${number}`,
      ...(carriesPerson && { birthDate, sex: sexOf(number) }),
    },
    warnings: [],
  };
}
