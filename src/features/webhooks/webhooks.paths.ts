/** Addresses of the pages about other systems. */
export const webhookPaths = {
  list: '/staff/webhooks',
  new: '/staff/webhooks/new',
  endpoint: (id: string) => `/staff/webhooks/${id}`,
  edit: (id: string) => `/staff/webhooks/${id}/edit`,
  rotate: (id: string) => `/staff/webhooks/${id}/secret`,
  test: (id: string) => `/staff/webhooks/${id}/test`,
  pause: (id: string) => `/staff/webhooks/${id}/pause`,
  resume: (id: string) => `/staff/webhooks/${id}/resume`,
  remove: (id: string) => `/staff/webhooks/${id}/remove`,
  replayFailed: (id: string) => `/staff/webhooks/${id}/replay`,
  delivery: (id: string, message: string) => `/staff/webhooks/${id}/deliveries/${encoded(message)}`,
  replay: (id: string, message: string) => `/staff/webhooks/${id}/deliveries/${encoded(message)}/replay`,
};

/** Keys of messages hold colons and marks; a parameter's name is left as a router wants it. */
function encoded(id: string): string {
  return id.startsWith(':') ? id : encodeURIComponent(id);
}
