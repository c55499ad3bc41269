import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { createPreferencesRouter, pagePreferences } from '../../../src/features/preferences/index.js';

describe('preferences', () => {
  const app = express()
    .use(pagePreferences)
    .use(createPreferencesRouter())
    .get('/page', (_req, res) => void res.json(res.locals));
  const post = (path: string, fields: Record<string, string>) => request(app).post(path).type('form').send(fields);

  it('POST /language remembers the language and returns to the page', async () => {
    const answer = await post('/language', { language: 'en', returnTo: '/book?step=2&lang=zh-CN' });
    expect(answer.status).to.equal(303);
    expect(answer.headers['location']).to.equal('/book?step=2');
    expect(answer.headers['set-cookie']?.[0]).to.match(/^lang=en;.*HttpOnly; SameSite=Lax/);
  });

  it('POST /language sets nothing for a language it does not speak', async () => {
    const answer = await post('/language', { language: 'tlh', returnTo: '/' });
    expect(answer.headers['set-cookie']).to.equal(undefined);
  });

  const elsewhere = [
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/./\\evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '',
  ];
  for (const returnTo of elsewhere) {
    it(`POST /language never leads to ${JSON.stringify(returnTo)}`, async () => {
      const answer = await post('/language', { language: 'en', returnTo });
      expect(answer.headers['location']).to.equal('/');
    });
  }

  it('POST /text-size switches large text on, and pages learn of it', async () => {
    const answer = await post('/text-size', { size: 'large', returnTo: '/page' });
    expect(answer.headers['location']).to.equal('/page');
    const page = await request(app)
      .get('/page?a=1')
      .set('Cookie', String(answer.headers['set-cookie']?.[0]?.split(';')[0]));
    expect(page.body).to.include({ textSize: 'large', currentPath: '/page?a=1' });
    expect((await request(app).get('/page')).body).to.include({ textSize: 'normal' });
  });
});
