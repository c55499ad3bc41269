import type { StepName } from './journey.js';

/** Addresses of the journey. A draft's id says nothing about anybody, and nothing a couple typed is ever in one. */
export const bookingPaths = {
  start: '/book',
  draft: (id: string) => `/book/${id}`,
  step: (id: string, step: StepName) => `/book/${id}/${step}`,
  position: (id: string) => `/book/${id}/position`,
  code: (id: string) => `/book/${id}/phone/code`,
  changePhone: (id: string) => `/book/${id}/phone?change=1`,
  day: (id: string, date: string) => `/book/${id}/time?month=${date.slice(0, 7)}&date=${date}#times`,
  month: (id: string, month: string) => `/book/${id}/time?month=${month}`,
};
