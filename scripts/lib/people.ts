import { addDays, daysBetween } from '../../src/features/calendar/index.js';
import { listCities, listDistricts, listProvinces } from '../../src/features/divisions/index.js';
import { birthdayAt, businessFamily } from '../../src/features/eligibility/index.js';
import type { Business, DocumentType, Party, Sex } from '../../src/features/eligibility/index.js';
import { HIGHEST_SEQUENCE, documentOf } from './document-numbers.js';
import { chineseName, foreignName } from './person-names.js';
import { createRandom, seedNumber } from './random.js';

export { residentId } from './document-numbers.js';

export interface PersonWish {
  type?: DocumentType;
  birthDate?: string;
  /** Division of household registration, and the one the number begins with. */
  division?: string;
  soldier?: boolean;
}

export interface GeneratedPerson extends Party {
  name: string;
  document: { type: DocumentType; number: string; country?: string };
  phone: string;
  birthDate: string;
}

export type GeneratedCouple = [GeneratedPerson, GeneratedPerson];

const EVERYBODY_OF_AGE = '2024-01-01';
const YOUNGEST = 22;
const OLDEST = 37;
const YEARS_UNTIL_DIVORCE = 7;
const NEAR_SHARE = 0.7;
// Primes, so that consecutive seeds are scattered over all births, sequence numbers and phones and never meet again.
const STRIDES: Record<Sex, number> = { male: 1_000_003, female: 1_299_709 };
const FIRST_SERIAL = 58_212_374;

let districts: string[] | undefined;

/** A person who does not exist: the same for the same seed, and a different one for every other number below a million. */
export function generatePerson({
  seed,
  role,
  on = EVERYBODY_OF_AGE,
  ...wish
}: PersonWish & { seed: string | number; role: Sex; on?: string }): GeneratedPerson {
  const id = seedNumber(seed);
  const random = createRandom(id * 2 + (role === 'male' ? 1 : 0));
  const youngest = birthdayAt(on, -YOUNGEST);
  const days = daysBetween(birthdayAt(on, -OLDEST), youngest);
  const scattered = (id * STRIDES[role]) % (days * HIGHEST_SEQUENCE);
  const birthDate = wish.birthDate ?? addDays(youngest, -(scattered % days));
  const seq = 1 + (wish.birthDate ? id % HIGHEST_SEQUENCE : Math.floor(scattered / days));
  const { type = 'resident-id', division = random.pick(allDistricts()), soldier } = wish;
  const isForeign = type === 'passport' || type === 'foreign-pr';
  return {
    role,
    name: isForeign ? foreignName(random, role) : chineseName(random, role),
    document: documentOf(type, { division, birthDate, sex: role, seq, serial: serialOf(id, role, 100_000_000) }),
    phone: phoneOf(id, role),
    birthDate,
    ...(type === 'resident-id' && { household: { division } }),
    ...(soldier && { soldier }),
  };
}

/** A man and a woman old enough to marry on the day `on`; with `near`, mostly from that division's city. */
export function generateCouple({
  seed,
  business = 'marriage',
  on = EVERYBODY_OF_AGE,
  near,
  male = {},
  female = {},
}: {
  seed: string | number;
  business?: Business;
  on?: string;
  near?: string;
  male?: PersonWish;
  female?: PersonWish;
}): GeneratedCouple {
  const random = createRandom(seedNumber(seed) ^ 0x9e3779b9);
  const reference = businessFamily(business) === 'divorce' ? birthdayAt(on, -YEARS_UNTIL_DIVORCE) : on;
  const person = (role: Sex, wish: PersonWish): GeneratedPerson => {
    const local = near !== undefined && random.next() < NEAR_SHARE ? { division: near } : {};
    return generatePerson({ seed, role, on: reference, ...local, ...wish });
  };
  return [person('male', male), person('female', female)];
}

function phoneOf(id: number, role: Sex): string {
  return String(13_000_000_000 + serialOf(id, role, 7_000_000_000));
}

function serialOf(id: number, role: Sex, below: number): number {
  return (FIRST_SERIAL + (id * 2 + (role === 'male' ? 1 : 0)) * STRIDES.male) % below;
}

function allDistricts(): string[] {
  districts ??= listProvinces()
    .filter(({ code }) => Number(code) < 710000)
    .flatMap(({ code }) => listCities(code))
    .flatMap(({ code }) => [
      ...listDistricts(code).map((district) => district.code),
      ...(code.endsWith('00') ? [] : [code]),
    ]);
  return districts;
}
