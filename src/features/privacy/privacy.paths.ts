/** Addresses of the pages about personal data. None of them names a person. */
export const privacyPaths = {
  start: '/privacy',
  code: '/privacy/code',
  leave: '/privacy/leave',
  own: '/privacy/me',
  exportJson: '/privacy/me/export.json',
  exportPage: '/privacy/me/export.html',
  phone: '/privacy/me/phone',
  phoneCode: '/privacy/me/phone/code',
  erase: '/privacy/me/erase',
  request: '/privacy/me/request',
  staff: '/staff/privacy',
  staffRequest: (id: string) => `/staff/privacy/${id}`,
  staffPerson: (id: string) => `/staff/privacy/${id}/person`,
  retention: '/staff/audit/retention',
  anomalies: '/staff/audit/anomalies',
};
