import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import { businessFamily, type IdentityDocument, personKeyInput } from '../eligibility/index.js';
import type { Business } from '../halls/index.js';

/**
 * What makes a second active appointment collide: one key for each person and business family, whatever role they have,
 * and one of the phone's few places. The unique index over them has the last word.
 */
export function activeKeysOf(
  {
    business,
    documents,
    contactPhone,
    phonePlace,
  }: { business: Business; documents: readonly IdentityDocument[]; contactPhone: string; phonePlace: number },
  hash: KeyedHash,
): string[] {
  const family = businessFamily(business);
  const people = documents.map((document) => personFamilyKey(document, business, hash));
  return [...people, phoneKey({ contactPhone, family, phonePlace }, hash)];
}

export function personFamilyKey(document: IdentityDocument, business: Business, hash: KeyedHash): string {
  return hash.of('person-family', personKeyInput(document.identity, business));
}

/** Blocks for missed appointments follow the person, whatever they book. */
export function personHash(document: IdentityDocument, hash: KeyedHash): string {
  return hash.of('person', document.identity);
}

/** One phone serves a couple and perhaps one more, not a reseller: its places are numbered from 1. */
export function phoneKey(
  { contactPhone, family, phonePlace }: { contactPhone: string; family: string; phonePlace: number },
  hash: KeyedHash,
): string {
  return hash.of('phone-family', `${contactPhone}|${family}|${phonePlace}`);
}

/** The phones of the parties' own that the messages do not go to. */
export function otherPhonesOf({
  contactPhone,
  parties,
}: {
  contactPhone: string;
  parties: readonly { phone?: string }[];
}): string[] {
  const own = parties.flatMap(({ phone }) => (phone === undefined || phone === contactPhone ? [] : [phone]));
  return [...new Set(own)];
}

/** The very key that another active appointment has: MongoDB names the array member in `keyValue`. */
export function takenKeyOf(error: Error): unknown {
  return (error as { keyValue?: Record<string, unknown> }).keyValue?.['activeKeys'];
}
