export const hallPaths = {
  list: '/halls',
  of: (id: string) => `/halls/${encodeURIComponent(id)}`,
  pattern: '/halls/:hall',
};
