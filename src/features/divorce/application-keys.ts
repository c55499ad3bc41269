import type { IdentityDocument } from '../eligibility/index.js';
import type { KeyedHash } from '../../infrastructure/field-cipher.js';
import { lastFour } from './receipt-number.js';

/** How an application is found without being readable: by its receipt, by the two people, by four characters within a hall. */
export class ApplicationKeys {
  constructor(private readonly hash: KeyedHash) {}

  receipt(number: string): string {
    return this.hash.of('receipt', number);
  }

  person({ identity }: Pick<IdentityDocument, 'identity'>): string {
    return this.hash.of('divorce-party', identity);
  }

  phone(phone: string): string {
    return this.hash.of('phone', phone);
  }

  search(text: string): string {
    return this.hash.of('divorce-last-four', text.toUpperCase());
  }

  searchesOf(receiptNumber: string, numbers: readonly string[]): string[] {
    return [...new Set([receiptNumber, ...numbers].map((number) => this.search(lastFour(number))))];
  }
}
