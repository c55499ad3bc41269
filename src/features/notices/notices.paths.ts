export const noticePaths = {
  of: (name: string) => `/notices/${name}`,
};
