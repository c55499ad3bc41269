const STAFF = '/staff/divorce';
const COUPLE = '/receipt';

/** Addresses of the staff's pages, and of the couple's, which say nothing of what they are about. */
export const divorcePaths = {
  staff: STAFF,
  search: `${STAFF}/search`,
  accept: `${STAFF}/accept`,
  application: (id: string) => below(id),
  pattern: below(':id'),
  couple: {
    lookup: COUPLE,
    code: `${COUPLE}/code`,
    own: `${COUPLE}/own`,
    reminders: `${COUPLE}/own/reminders`,
    paper: `${COUPLE}/own/receipt.pdf`,
  },
  /** The name people type; it leads to the quiet one. */
  spoken: '/divorce',
};

function below(id: string) {
  const self = `${STAFF}/${id}`;
  return {
    self,
    withdraw: `${self}/withdraw`,
    issue: `${self}/issue`,
    refuse: `${self}/refuse`,
    messages: `${self}/messages`,
    receipt: `${self}/receipt.pdf`,
    refusal: `${self}/refusal.pdf`,
    record: `${self}/record`,
  };
}
