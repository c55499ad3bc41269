/** The browser's answer out of a form's field; undefined when it is none. What it proves is for the library to judge. */
export function credentialIn<T extends { id: string }>(field: unknown): T | undefined {
  if (typeof field !== 'string') return undefined;
  try {
    const value = JSON.parse(field) as Partial<T> | null;
    return typeof value?.id === 'string' ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
