import { systemTime } from './system-time.js';

/** Stands among the results of a long read where others may be answered before it goes on, as MongoDB yields in the middle of one. */
export const PAUSE = Symbol('pause');
export type Pause = typeof PAUSE;

/** Results as they are found, with pauses between them where finding them takes long. */
export type Flow<T> = Iterable<T | Pause>;

/** The longest that one read keeps everybody else waiting. */
const SLICE_MS = 20;
/** Asking the clock for each document would cost as much as reading it. */
const ASKED_EVERY = 32;

/** Says when a read has had its share of time. */
export class Slices {
  private until: number;
  private asked = 0;

  constructor(private readonly now: () => number = systemTime) {
    this.until = now() + SLICE_MS;
  }

  /** Whether to pause here; then the next slice begins. */
  isOver(): boolean {
    this.asked += 1;
    if (this.asked % ASKED_EVERY !== 0) return false;
    const now = this.now();
    if (now < this.until) return false;
    this.until = now + SLICE_MS;
    return true;
  }
}

/** All of a flow once it has come, pausing where it pauses. */
export function* gathered<T>(flow: Flow<T>): Generator<Pause, T[]> {
  const all: T[] = [];
  for (const item of flow)
    if (item === PAUSE) yield PAUSE;
    else all.push(item);
  return all;
}

/** A flow whose reader cannot pause. */
export function* unpaused<T>(flow: Flow<T>): Generator<T> {
  for (const item of flow) if (item !== PAUSE) yield item;
}

/** Does something with each result; at once when there is no pause among them, so that a short read stays one step. */
export function forEach<T>(flow: Flow<T>, work: (item: T) => void): void | Promise<void> {
  const items = flow[Symbol.iterator]();
  return onward(() => {
    for (let next = items.next(); next.done !== true; next = items.next()) {
      if (next.value === PAUSE) return false;
      work(next.value);
    }
    return true;
  });
}

/** Takes one step after the other until one is the last, letting others be answered in between. */
export function onward(isLastStep: () => boolean): void | Promise<void> {
  return isLastStep() ? undefined : later(isLastStep);
}

async function later(isLastStep: () => boolean): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (!isLastStep());
}
