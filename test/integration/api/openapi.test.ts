import { load } from 'cheerio';
import { expect } from 'chai';
import type { Router } from 'express';
import { useBureau } from '../../support/bureau.js';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
  security: object[];
}

interface Document {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

/** Codes that api.md promises to callers. */
const PROMISED = [
  'slot-full',
  'slot-closed',
  'not-yet-released',
  'too-late',
  'already-booked',
  'blocked-no-show',
  'not-eligible',
  'hold-expired',
  'contact-not-verified',
  'idempotency-conflict',
  'rate-limited',
  'validation',
  'wrong-code',
  'code-expired',
  'too-many-attempts',
];

describe('GET /api/openapi.json', () => {
  const bureau = useBureau();
  const read = async (language: string) =>
    (await bureau.http.get('/api/openapi.json').set('Accept-Language', language).expect(200)).body as Document;
  const operationsOf = ({ paths }: Document) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is an OpenAPI 3.1 document whose references all lead somewhere', async () => {
    const document = await read('en');
    expect(document.openapi).to.match(/^3\.1\.\d$/);
    expect(document.info).to.include.keys('title', 'version');
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    const known = Object.keys(document.components.schemas);
    expect(references.map(([, name]) => name).filter((name) => !known.includes(name!))).to.deep.equal([]);
    expect(known).to.include.members(['Problem', 'BookingRequest', 'Appointment', 'Availability', 'Party']);
  });

  it('describes every route under /api/v1 and no other', async () => {
    const described = operationsOf(await read('en')).map(({ path, method }) => `${method} ${path}`);
    expect(described).to.have.members(routesUnder(bureau.app.router));
  });

  it('gives each operation a name of its own, a subject, its parameters and at least one answer', async () => {
    const document = await read('en');
    const operations = operationsOf(document);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids)).to.have.property('size', ids.length);
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => name)).to.deep.equal([...path.matchAll(/{(\w+)}/g)].map(([, name]) => name));
      expect(document.tags.map(({ name }) => name)).to.include.members(operation.tags);
      expect(Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))).to.equal(true);
      for (const answer of Object.values(operation.responses)) expect(answer.description).to.not.equal('');
    }
  });

  it('lists every promised code, each with its texts in both languages', async () => {
    const codes = new Set<string>();
    for (const { operation } of operationsOf(await read('en'))) {
      for (const { content } of Object.values(operation.responses)) {
        const schema = content?.['application/problem+json']?.schema as { properties: { code: { enum: string[] } } };
        for (const code of schema?.properties.code.enum ?? []) codes.add(code);
      }
    }
    expect([...codes]).to.include.members(PROMISED);
    for (const language of ['zh-CN', 'en'] as const) {
      const t = bureau.services.i18n.fixedT(language);
      const missing = [...codes].flatMap((code) =>
        [`errors:${code}.title`, `errors:${code}.detail`].filter((key) => t(key) === key.slice('errors:'.length)),
      );
      expect(missing).to.deep.equal([]);
    }
  });

  it('has every text in the caller’s language', async () => {
    for (const language of ['zh-CN', 'en']) {
      for (const { operation } of operationsOf(await read(language))) {
        const texts = [operation.summary, operation.description];
        for (const text of texts) expect(text).to.not.match(/^operations\./);
        expect(/\p{Script=Han}/u.test(texts.join(''))).to.equal(language === 'zh-CN');
      }
    }
  });

  it('says of a booking what the product checks', async () => {
    const document = await read('en');
    const booking = document.components.schemas['BookingRequest'] as Record<string, unknown>;
    expect(booking).to.deep.include({
      required: ['parties', 'contactToken', 'consents'],
      anyOf: [{ required: ['hold'] }, { required: ['hall', 'date', 'start', 'business'] }],
    });
    const { parameters = [], security } = document.paths['/api/v1/appointments']!['post']!;
    expect(parameters[0]).to.include({ name: 'Idempotency-Key', in: 'header', required: true });
    expect(security).to.deep.equal([]);
    expect(document.paths['/api/v1/appointments/{reference}']!['get']!.security).to.deep.equal([{ manageToken: [] }]);
  });
});

describe('GET /api/docs', () => {
  const bureau = useBureau();

  for (const [language, heading] of [
    ['zh-CN', '预约'],
    ['en', 'Book an appointment'],
  ] as const) {
    it(`explains every call on a page in ${language}, without script from elsewhere`, async () => {
      const { text, headers } = await bureau.http.get('/api/docs').set('Accept-Language', language).expect(200);
      const page = load(text);
      expect(page('html').attr('lang')).to.equal(language);
      expect(page('article')).to.have.length(14);
      expect(page('#book').text()).to.equal(heading);
      expect(page('article').text()).to.include('parties[].document.number');
      expect(page('script[src^="http"], link[href^="http"]')).to.have.length(0);
      expect(headers['content-security-policy']).to.include("script-src 'self'");
    });
  }
});

/** Walks what Express really serves, so that a route nobody described is found. */
function routesUnder(router: Router): string[] {
  const found: string[] = [];
  const walk = (layers: Layer[]): void => {
    for (const { route, handle } of layers) {
      if (route?.path.startsWith('/api/v1/'))
        for (const method of Object.keys(route.methods))
          found.push(`${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
      if (handle?.stack) walk(handle.stack);
    }
  };
  walk(router.stack as unknown as Layer[]);
  return found;
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}
