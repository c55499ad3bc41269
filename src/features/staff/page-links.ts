/** A page's number as an address gives it; anything else is the first. */
export function pageNumber(value: unknown): number {
  return typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : 1;
}

interface Pages {
  path: string;
  query: Record<string, string>;
  page: number;
  pages: number;
}

/** The params of the pagination component: neighbours, first and last. */
export function pageLinks({ path, query, page, pages }: Pages) {
  const href = (number: number) => {
    const search = new URLSearchParams({ ...withoutEmpty(query), page: String(number) });
    return `${path}?${search.toString()}`;
  };
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const numbers = [...new Set(near)].sort((a, b) => a - b);
  return {
    ...(page > 1 && { previous: href(page - 1) }),
    ...(page < pages && { next: href(page + 1) }),
    items: numbers.flatMap((number, at) => {
      const item = { page: number, href: href(number), current: number === page };
      const before = numbers[at - 1];
      return before !== undefined && number > before + 1 ? [{ gap: true }, item] : [item];
    }),
  };
}

function withoutEmpty(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}
