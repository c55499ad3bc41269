export { cityOf, findDivision, isWithin, listCities, listDistricts, listProvinces, provinceOf } from './divisions.js';
export type { Division, DivisionLevel } from './divisions.js';
export { divisionName, ownDivisionName } from './division-names.js';
export { searchDivisions } from './search-divisions.js';
