/** Refused by the server with this code. */
export class Refusal extends Error {
  constructor(readonly code: number) {
    super(`refused with ${code}`);
  }
}
