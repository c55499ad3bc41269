import type { Query } from 'mongoose';

const READ_AT_ONCE = 200;

/** The ids a question finds, as they are found: in no order, so that however many there are the store need not sort them. */
export async function* readIds<T extends { _id: string }>(found: Query<T[], T>): AsyncGenerator<string> {
  for await (const { _id } of found.select({ _id: 1 }).lean<{ _id: string }[]>().cursor({ batchSize: READ_AT_ONCE }))
    yield _id;
}
