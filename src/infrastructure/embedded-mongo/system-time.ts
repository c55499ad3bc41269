/** The machine's time. The store is a server of its own, so the product's clock, which tests move, is not its clock. */
export function systemTime(): number {
  // eslint-disable-next-line no-restricted-syntax -- the one place where this store asks, as a MongoDB server does
  return Date.now();
}
