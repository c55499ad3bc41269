export { generateCouple, generatePerson, residentId } from '../../scripts/lib/people.js';
export type { GeneratedCouple, GeneratedPerson, PersonWish } from '../../scripts/lib/people.js';
