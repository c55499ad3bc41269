export const noticePaths = {
  of: (name: string) => `/notices/${name}`,
  version: (name: string, version: string) => `/notices/${name}/${version}`,
};
