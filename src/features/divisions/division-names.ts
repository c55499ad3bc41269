import { cityOf, findDivision, provinceOf } from './divisions.js';
import type { Division } from './divisions.js';
import { officialNames, provinceNames } from './place-names.js';
import { romanise } from './romanise.js';

type Locale = 'zh-CN' | 'en';

const englishNames = new Map<string, string>();

/**
 * The whole name, 广东省深圳市南山区 or Nanshan District, Shenzhen, Guangdong. A code no longer in force is named by the
 * province and city it still belongs to, and one that never was by itself.
 */
export function divisionName(code: string, locale: Locale): string {
  const path = pathOf(code);
  if (path.length === 0) return code;
  if (locale === 'zh-CN') return path.map(({ name }) => name).join('');
  return path.map(englishName).reverse().join(', ');
}

/** The name of the division alone, without those above it. */
export function ownDivisionName(code: string, locale: Locale): string {
  const own = pathOf(code).at(-1);
  if (!own) return code;
  return locale === 'zh-CN' ? own.name : englishName(own);
}

function pathOf(code: string): Division[] {
  const path = [provinceOf(code), cityOf(code), findDivision(code)];
  return path.filter((division, index): division is Division => !!division && path.indexOf(division) === index);
}

function englishName({ code, name, level }: Division): string {
  if (level === 'province') return provinceNames[code.slice(0, 2)] ?? name;
  const official = officialNames[code] ?? englishNames.get(code);
  if (official) return official;
  const romanised = romanise(name);
  englishNames.set(code, romanised);
  return romanised;
}
