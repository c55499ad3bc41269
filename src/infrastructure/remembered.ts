import { stopwatch } from './clock.js';

/** One value read from the store, kept for a moment; concurrent askers share one read, and a failed read is not kept. */
export class Remembered<T> {
  private reading: Promise<T> | undefined;
  private age: () => number = () => Infinity;

  constructor(
    private readonly freshMs: number,
    private readonly read: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    if (!this.reading || this.age() >= this.freshMs) {
      const reading = this.read();
      reading.catch(() => this.reading === reading && this.forget());
      this.reading = reading;
      this.age = stopwatch();
    }
    return this.reading;
  }

  forget(): void {
    this.reading = undefined;
  }
}
