import { stopwatch } from './clock.js';

/**
 * One value read from the store and shared by everybody who asks within `freshMs`. At most one read is under way at a time:
 * whoever asks after `forget` waits for the running read to end and shares the next one, so that a storm of changes costs no
 * more reads than the store can answer one after the other.
 */
export class SharedRead<T> {
  private current: Reading<T> | undefined;
  private next: Reading<T> | undefined;

  constructor(
    private readonly freshMs: number,
    private readonly read: () => Promise<T>,
  ) {}

  /** The value, when it has been read and is still fresh. */
  atHand(): T | undefined {
    return this.current?.isUsable(this.freshMs) ? this.current.read : undefined;
  }

  get(): Promise<T> {
    if (this.current?.isUsable(this.freshMs)) return this.current.value;
    if (!this.current?.isRunning) return this.begin().value;
    this.next ??= new Reading(this.current.value.then(noted, noted).then(() => this.begin().value));
    return this.next.value;
  }

  /** What is asked for from now on must be read after this moment. */
  forget(): void {
    if (this.current) this.current.isForgotten = true;
  }

  private begin(): Reading<T> {
    const reading = new Reading(this.read());
    this.current = reading;
    this.next = undefined;
    return reading;
  }
}

class Reading<T> {
  isRunning = true;
  isForgotten = false;
  private readonly age = stopwatch();

  /** The value once it is there. */
  read: T | undefined;

  constructor(readonly value: Promise<T>) {
    value.then(
      (read) => {
        this.isRunning = false;
        this.read = read;
      },
      () => {
        this.isRunning = false;
        this.isForgotten = true;
      },
    );
  }

  isUsable(freshMs: number): boolean {
    return !this.isForgotten && (this.isRunning || this.age() < freshMs);
  }
}

function noted(): void {}
