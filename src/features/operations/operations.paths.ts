/** Addresses of the pages about the running of the product. */
export const operationsPaths = {
  operations: '/staff/operations',
  job: (name: string) => `/staff/operations/jobs/${name}`,
  runJob: (name: string) => `/staff/operations/jobs/${name}/run`,
  messages: '/staff/messages',
  retryAll: '/staff/messages/retry',
  message: (id: string) => `/staff/messages/${encoded(id)}`,
  retry: (id: string) => `/staff/messages/${encoded(id)}/retry`,
  giveUp: (id: string) => `/staff/messages/${encoded(id)}/give-up`,
};

/** Keys of messages hold colons and marks; a parameter's name is left as a router wants it. */
function encoded(id: string): string {
  return id.startsWith(':') ? id : encodeURIComponent(id);
}
