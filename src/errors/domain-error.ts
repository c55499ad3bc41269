import type { TFunction } from 'i18next';

/**
 * A refusal the product knows by name. `code` is stable and public; `params` fill the message `errors:<code>` of the person's language.
 * Everything else that is thrown is a defect and becomes a 500.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, unknown>;
  /** Extra members of the problem document, such as `releaseAt` or `attemptsLeft`. */
  readonly extensions: Record<string, unknown>;
  /** Extra members that hold text, written in the language of whoever is answered. */
  readonly wording: (t: TFunction) => Record<string, unknown>;

  constructor(code: string, options: DomainErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.status = options.status ?? 409;
    this.params = options.params ?? {};
    this.extensions = options.extensions ?? {};
    this.wording = options.wording ?? (() => ({}));
  }
}

/** Thrown when something named in the address does not exist, or must look as if it did not. */
export class NotFound extends DomainError {
  constructor(code = 'not-found') {
    super(code, { status: 404 });
  }
}

/** Thrown when input is malformed; one entry for each field, in the order of the form. */
export class ValidationFailed extends DomainError {
  readonly fields: FieldError[];

  constructor(fields: FieldError[]) {
    super('validation', { status: 422 });
    this.fields = fields;
  }
}

/** Thrown when a caller goes faster than the limit of its address or phone. */
export class RateLimited extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('rate-limited', { status: 429, params: { seconds: retryAfterSeconds } });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Thrown when the store cannot be reached; the person is told to try again in a moment. */
export class StoreUnavailable extends DomainError {
  constructor(cause: unknown) {
    super('unavailable', { status: 503, cause });
  }
}

export interface FieldError {
  /** Path of the field as the caller wrote it: `parties.0.document.number`. */
  field: string;
  /** Stable code; the text is `validation:<code>`. */
  code: string;
  params?: Record<string, unknown>;
}

interface DomainErrorOptions {
  status?: number;
  params?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
  wording?: (t: TFunction) => Record<string, unknown>;
  cause?: unknown;
}
