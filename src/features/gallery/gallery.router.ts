import { Router } from 'express';
import { route } from '../../http/route.js';
import { readComponentFixtures, type ComponentFixtures } from './component-fixtures.js';

/** `/dev/components`: every component with its fixtures, to look at and to test against; never mounted in production. */
export function createGalleryRouter(): Router {
  const router = Router();

  route(router, {
    method: 'get',
    path: '/dev/components',
    permission: 'development',
    handler: (req, res) => {
      const components = fixturesOf(req.app.get('views'));
      res.render('gallery/gallery', { components, tone: toneOf(req.query['tone']) });
    },
  });

  route(router, {
    method: 'get',
    path: '/dev/components/:component',
    permission: 'development',
    handler: (req, res, next) => {
      const components = fixturesOf(req.app.get('views')).filter(
        (entry) => entry.component === req.params['component'],
      );
      if (components.length === 0) return next();
      return res.render('gallery/gallery', { components, tone: toneOf(req.query['tone']), single: true });
    },
  });

  return router;
}

function fixturesOf(viewsDir: unknown): readonly ComponentFixtures[] {
  return readComponentFixtures(String(viewsDir));
}

function toneOf(value: unknown): 'calm' | undefined {
  return value === 'calm' ? 'calm' : undefined;
}
