/** Addresses of one appointment: in the API by reference with a bearer token, on pages by the link of the message. */
export const appointmentPaths = {
  api: (reference: string) => `/api/v1/appointments/${reference}`,
  slip: (reference: string) => `/api/v1/appointments/${reference}/slip.pdf`,
  calendar: (reference: string) => `/api/v1/appointments/${reference}/calendar.ics`,
  qr: (reference: string) => `/api/v1/appointments/${reference}/qr.svg`,
  /** Where somebody finds an appointment by its reference and a code to its phone. */
  lookup: '/manage',
  manage: (reference: string, token: string) => `/manage/${reference}/${token}`,
  /** Where one books. The journey itself lies in a feature that builds on this one. */
  book: '/book',
  /** Where staff work on it, at the desk of its hall. */
  atDesk: (reference: string) => `/staff/desk/appointments/${reference}`,
};
