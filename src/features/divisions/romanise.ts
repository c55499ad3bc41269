import { pinyin } from 'pinyin-pro';
import { peoples, peoplesWithoutSuffix, placeReadings, foreignStems } from './place-names.js';

interface Suffix {
  ending: string;
  english: string;
  /** 碑林区 is a district called Beilin, 神农架林区 a forestry district. */
  shortestStem?: number;
}

// Longest first: 自治县 before 县, 新区 before 区.
const SUFFIXES: readonly Suffix[] = [
  { ending: '自治州', english: 'Autonomous Prefecture' },
  { ending: '自治县', english: 'Autonomous County' },
  { ending: '自治旗', english: 'Autonomous Banner' },
  { ending: '联合旗', english: 'United Banner' },
  { ending: '左翼中旗', english: 'Left Middle Banner' },
  { ending: '左翼后旗', english: 'Left Rear Banner' },
  { ending: '右翼前旗', english: 'Right Front Banner' },
  { ending: '右翼中旗', english: 'Right Middle Banner' },
  { ending: '右翼后旗', english: 'Right Rear Banner' },
  { ending: '左旗', english: 'Left Banner' },
  { ending: '右旗', english: 'Right Banner' },
  { ending: '前旗', english: 'Front Banner' },
  { ending: '中旗', english: 'Middle Banner' },
  { ending: '后旗', english: 'Rear Banner' },
  { ending: '旗', english: 'Banner' },
  { ending: '盟', english: 'League' },
  { ending: '地区', english: 'Prefecture' },
  { ending: '林区', english: 'Forestry District', shortestStem: 3 },
  { ending: '特区', english: 'Special District' },
  { ending: '新区', english: 'New Area', shortestStem: 2 },
  { ending: '矿区', english: 'Mining District', shortestStem: 2 },
  { ending: '区', english: 'District' },
  { ending: '县', english: 'County' },
  { ending: '市', english: '' },
];

const PEOPLE = new RegExp(`(?:(?:${Object.keys(peoples).join('|')})族|${peoplesWithoutSuffix.join('|')})$`);

/** 深圳市 → Shenzhen, 南山区 → Nanshan District, 恩施土家族苗族自治州 → Enshi Tujia and Miao Autonomous Prefecture. */
export function romanise(name: string): string {
  const suffix = suffixOf(name);
  const place = suffix ? name.slice(0, -suffix.ending.length) : name;
  const { stem, names } = splitPeoples(place, suffix);
  const people = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
  return [romaniseStem(stem, name), people, suffix?.english].filter(Boolean).join(' ');
}

/** The name without what kind of place it is: 南山区 → 南山, 延边朝鲜族自治州 → 延边, 忠县 stays whole. */
export function stemOf(name: string): string {
  const suffix = suffixOf(name);
  if (!suffix) return name;
  const { stem } = splitPeoples(name.slice(0, -suffix.ending.length), suffix);
  return stem.length > 1 ? stem : name;
}

/** The syllables of a place name, without tones. */
export function syllablesOf(text: string): string[] {
  const known = Object.keys(placeReadings).find((place) => text.includes(place));
  if (!known) return text === '' ? [] : pinyin(text, { toneType: 'none', type: 'array', toneSandhi: false });
  const at = text.indexOf(known);
  return [
    ...syllablesOf(text.slice(0, at)),
    ...(placeReadings[known] ?? '').split(' '),
    ...syllablesOf(text.slice(at + known.length)),
  ];
}

function suffixOf(name: string): Suffix | undefined {
  return SUFFIXES.find(
    ({ ending, shortestStem = 1 }) => name.endsWith(ending) && name.length >= ending.length + shortestStem,
  );
}

function splitPeoples(place: string, suffix: Suffix | undefined): { stem: string; names: string[] } {
  if (!suffix?.ending.startsWith('自治')) return { stem: place, names: [] };
  const found = PEOPLE.exec(place)?.[0];
  if (!found) return { stem: place, names: [] };
  const rest = splitPeoples(place.slice(0, -found.length), suffix);
  return { stem: rest.stem, names: [...rest.names, peoples[found.replace(/族$/, '')] ?? found] };
}

function romaniseStem(stem: string, name: string): string {
  if (stem === '') return '';
  const foreign = foreignStems[stem];
  if (foreign) return foreign;
  // A single character is read together with its suffix, which decides the reading of 单县 or 蔚县.
  const syllables = stem.length === 1 ? syllablesOf(name).slice(0, 1) : syllablesOf(stem);
  const joined = syllables.map((syllable, index) => (index > 0 && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable));
  const word = joined.join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
