export interface Choice {
  value: string;
  text: string;
  /** Lower-case text that is searched: the name and whatever `data-search` adds, such as pinyin. */
  search: string;
  group: string;
}

/** Choices that hold every word of the query; those that start with it come first. */
export function matchOptions(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return choices;
  const found = choices.filter(({ search, group }) =>
    words.every((word) => `${group.toLowerCase()} ${search}`.includes(word)),
  );
  const starts = ({ search }: Choice) => (search.startsWith(first) || search.includes(` ${first}`) ? 0 : 1);
  return [...found].sort((a, b) => starts(a) - starts(b));
}
