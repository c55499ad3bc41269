export interface Skip {
  file: string;
  /** One test of the file; without it, all. */
  test?: string;
  reason: string;
}

/** Tests of the announced server that this store does not pass, each with why. One that passes must leave the list. */
export const skips: Skip[] = [];
