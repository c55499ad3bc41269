import { type RequestHandler, Router } from 'express';
import { sendAnswer } from '../../http/answer.js';
import { route } from '../../http/route.js';
import type { ApiDocs } from './api-docs.js';
import { toReference } from './api-reference.js';

/** The document for machines and the page for people. */
export function createApiDocsRouter(docs: ApiDocs, { forPages }: { forPages: RequestHandler[] }): Router {
  const router = Router();
  route(router, {
    method: 'get',
    path: '/openapi.json',
    permission: 'public',
    handler: (req, res) =>
      sendAnswer(req, res, {
        status: 200,
        body: docs.in(req.language),
        headers: { 'Cache-Control': 'public, max-age=300' },
      }),
  });

  route(router, {
    method: 'get',
    path: '/docs',
    permission: 'public',
    before: forPages,
    handler: (req, res) => {
      const document = docs.in(req.language);
      res.render('api-docs/reference.njk', { info: document.info, groups: toReference(document) });
    },
  });
  return router;
}
