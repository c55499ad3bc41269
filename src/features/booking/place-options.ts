import { LANGUAGES, type Language } from '../../infrastructure/language.js';
import { listCities, listProvinces, ownDivisionName } from '../divisions/index.js';
import { countryCodes } from '../eligibility/index.js';

interface Option {
  value: string;
  text: string;
  /** What the script's search box also matches: the name in the other language. */
  search?: string;
}

/** Hong Kong, Macao and Taiwan keep no household register (户籍) of the mainland. */
const WITHOUT_HOUSEHOLDS = /^(71|81|82)/;

const households = new Map<Language, { text: string; items: Option[] }[]>();
const cityCodes = new Set(mainlandProvinces().flatMap(({ code }) => listCities(code).map((city) => city.code)));

/** Every city of the mainland under its province, for one native select. */
export function householdOptions(language: Language): { text: string; items: Option[] }[] {
  const known = households.get(language);
  if (known) return known;
  const options = mainlandProvinces().map(({ code }) => ({
    text: ownDivisionName(code, language),
    items: listCities(code).map((city) => ({
      value: city.code,
      text: ownDivisionName(city.code, language),
      search: LANGUAGES.map((other) => ownDivisionName(city.code, other)).join(' '),
    })),
  }));
  households.set(language, options);
  return options;
}

export function isHousehold(code: string): boolean {
  return cityCodes.has(code);
}

/** Countries that issue passports, by name; China is first, for couples who live abroad. */
export function countryOptions(language: Language): Option[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const others = countryCodes()
    .filter((code) => code !== 'CN')
    .map((code) => ({ value: code, text: names.of(code) ?? code, search: code }))
    .sort((a, b) => a.text.localeCompare(b.text, language));
  return [{ value: 'CN', text: names.of('CN') ?? 'CN', search: 'CN' }, ...others];
}

function mainlandProvinces() {
  return listProvinces().filter(({ code }) => !WITHOUT_HOUSEHOLDS.test(code));
}
