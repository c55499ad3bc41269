import { DomainError } from '../../errors/index.js';

/** Somebody wrote a version that the editor has not seen; nothing of either is lost. */
export class TextChanged extends DomainError {
  constructor() {
    super('message-text-changed');
  }
}

/** Somebody else entered or took away a carrier's code meanwhile. */
export class CodesChanged extends DomainError {
  constructor() {
    super('carrier-codes-changed');
  }
}
