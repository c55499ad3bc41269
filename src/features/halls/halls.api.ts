import { Router } from 'express';
import { apiRoute } from '../../http/api-route.js';
import type { Language } from '../../infrastructure/language.js';
import { divisionName } from '../divisions/index.js';
import type { Hall } from './hall.js';
import type { HallDirectory } from './hall-directory.js';
import { hallsAnswer } from './halls.answers.js';
import { hallsQuery } from './halls.forms.js';

export function createHallsApi({ halls }: { halls: HallDirectory }): Router {
  const router = Router();
  apiRoute(router, {
    method: 'get',
    path: '/v1/halls',
    permission: 'public',
    operation: {
      id: 'listHalls',
      tag: 'halls',
      query: hallsQuery,
      answer: { status: 200, schema: hallsAnswer },
    },
    handle: async ({ query, req: { language } }) => ({
      status: 200,
      headers: { 'Cache-Control': 'no-cache' },
      body: { halls: (await halls.list(query)).map((hall) => toApi(hall, language)) },
    }),
  });
  return router;
}

function toApi(hall: Hall, language: Language): object {
  const { id, division, phone, timeZone, foreignAuthority, location } = hall;
  return {
    id,
    name: hall.name[language],
    division,
    divisionName: divisionName(division, language),
    address: hall.address[language],
    phone,
    transport: hall.transport[language],
    timeZone,
    businesses: hall.services.map(({ business }) => business),
    foreignAuthority,
    opening: hall.opening.map(({ weekday, from, to }) => ({ weekday, from, to })),
    ...(location && { location: { latitude: location.latitude, longitude: location.longitude } }),
  };
}
