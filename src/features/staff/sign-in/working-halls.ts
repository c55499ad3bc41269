import type { Hall, HallDirectory } from '../../halls/index.js';
import { type Assignment, WHOLE_BUREAU } from '../roles.js';

/** The halls somebody may work at, in the bureau's order; those who serve the whole bureau may look at each. */
export async function workingHalls(halls: HallDirectory, assignments: readonly Assignment[]): Promise<Hall[]> {
  const all = await halls.list();
  const isEverywhere = assignments.some(({ hall }) => hall === WHOLE_BUREAU);
  return isEverywhere ? all : all.filter(({ id }) => assignments.some(({ hall }) => hall === id));
}
