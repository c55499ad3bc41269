/** Addresses of one appointment: in the API by reference with a bearer token, on pages by the link of the message. */
export const appointmentPaths = {
  api: (reference: string) => `/api/v1/appointments/${reference}`,
  slip: (reference: string) => `/api/v1/appointments/${reference}/slip.pdf`,
  calendar: (reference: string) => `/api/v1/appointments/${reference}/calendar.ics`,
  qr: (reference: string) => `/api/v1/appointments/${reference}/qr.svg`,
  manage: (reference: string, token: string) => `/manage/${reference}/${token}`,
};
