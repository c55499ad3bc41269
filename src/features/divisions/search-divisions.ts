import { divisionName, ownDivisionName } from './division-names.js';
import { allDivisions } from './divisions.js';
import type { Division } from './divisions.js';
import { stemOf, syllablesOf } from './romanise.js';

interface IndexEntry {
  division: Division;
  stem: string;
  /** 广东省深圳市南山区, so that 深圳南山 can be found too once suffixes are dropped. */
  path: string;
  pinyin: string;
  initials: readonly string[];
  english: string;
}

const LEVEL_RANK = { province: 0, city: 1, district: 2 } as const;
const HAN = /\p{Script=Han}/u;

let index: IndexEntry[] | undefined;

/** Divisions by name with or without suffix, by pinyin, by initials or by English name; the best match first. */
export function searchDivisions(text: string, limit = 20): Division[] {
  const query = fold(text);
  if (query === '') return [];
  index ??= allDivisions().map(indexed);
  const rank = HAN.test(query) ? rankByName : rankByReading;
  return index
    .flatMap((entry) => {
      const score = rank(entry, query);
      return score === undefined
        ? []
        : [{ division: entry.division, score: score * 3 + LEVEL_RANK[entry.division.level] }];
    })
    .sort((a, b) => a.score - b.score || (a.division.code < b.division.code ? -1 : 1))
    .slice(0, limit)
    .map(({ division }) => division);
}

function indexed(division: Division): IndexEntry {
  const stem = stemOf(division.name);
  const syllables = syllablesOf(stem).map(fold);
  return {
    division,
    stem,
    path: `${divisionName(division.code, 'zh-CN')}|${pathOfStems(division)}`,
    pinyin: syllables.join(''),
    initials: [initialsOf(syllables), initialsOf(ownDivisionName(division.code, 'en').split(/[\s-]/))],
    english: fold(divisionName(division.code, 'en')),
  };
}

function initialsOf(words: readonly string[]): string {
  return fold(words.map((word) => word.charAt(0)).join(''));
}

function pathOfStems(division: Division): string {
  return divisionName(division.code, 'zh-CN')
    .replace(/(特别行政|自治|回族|壮族|维吾尔)/gu, '')
    .split(/[省市区县州盟旗]/u)
    .join('');
}

function rankByName({ division: { name }, stem, path }: IndexEntry, query: string): number | undefined {
  if (name === query || stem === query) return 0;
  if (name.startsWith(query)) return 1;
  if (name.includes(query)) return 2;
  return path.includes(query) ? 3 : undefined;
}

function rankByReading({ pinyin, initials, english }: IndexEntry, query: string): number | undefined {
  if (pinyin === query) return 0;
  if (english.startsWith(query)) return 1;
  if (pinyin.startsWith(query)) return 1;
  if (initials.includes(query)) return 2;
  return query.length > 2 && (pinyin.includes(query) || english.includes(query)) ? 3 : undefined;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\s'’,·\p{M}]/gu, '')
    .toLowerCase();
}
