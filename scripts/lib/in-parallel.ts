/** Works through a list with so many at a time, in order of the list. */
export async function inParallel<T>(
  items: Iterable<T>,
  { atOnce }: { atOnce: number },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
