import { expect } from 'chai';
import supertest from 'supertest';
import { permissionsAt, type Role, ROLE_NAMES, isBureauRole, WHOLE_BUREAU } from '../../../src/features/staff/index.js';
import { useBureau } from '../../support/bureau.js';
import { addressOf, pageRoutes, type StaffRoute, staffRoutes } from '../../support/routes.js';
import { csrfOf, type StaffAgent, signedIn } from '../../support/staff.js';

const HALL = 'futian';

describe('every route of the staff', function () {
  this.timeout(120_000);
  const bureau = useBureau();
  let routes: StaffRoute[];

  before(() => (routes = staffRoutes(bureau)));

  it('lies below /staff, and everything below /staff but the door asks for a permission', () => {
    expect(routes.length).to.be.above(20);
    expect(routes.filter(({ path }) => !/^\/staff(\/|$)/.test(path)).map(told)).to.deep.equal([]);
    const open = pageRoutes(bureau).filter(
      ({ path, permission }) => path.startsWith('/staff') && permission === 'public',
    );
    expect(open.filter(({ path }) => !/^\/staff\/sign-(in|out)/.test(path)).map(told)).to.deep.equal([]);
  });

  it('sends a browser that nobody is signed in with to the door, and refuses its forms and scripts', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const path = addressOf(route);
      const page = await supertest(bureau.app)[route.method](path).set('Accept', 'text/html');
      const isRight =
        route.method === 'get'
          ? page.status === 303 && String(page.headers['location']).startsWith('/staff/sign-in')
          : page.status === 401;
      if (!isRight) wrong.push(`${told(route)} answered ${page.status}`);
      const script = await supertest(bureau.app)[route.method](path).set('Accept', 'application/json');
      if (script.status !== 401) wrong.push(`${told(route)} answered a script ${script.status}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  for (const role of ROLE_NAMES)
    it(`refuses a ${role} whatever the table does not give them`, async () => {
      const agent = await signedIn(bureau, role, { hall: HALL });
      const may = permissionsAt([{ hall: isBureauRole(role) ? WHOLE_BUREAU : HALL, roles: [role] }], HALL);
      const wrong: string[] = [];
      for (const route of routes) {
        const status = await ask(agent, route);
        const isRefused = status === 403;
        if (isRefused === may.has(route.permission)) wrong.push(`${told(route)} answered ${status}`);
      }
      expect(wrong).to.deep.equal([]);
    });

  it('refuses every form without the token of the session', async () => {
    const wrong: string[] = [];
    for (const role of ROLE_NAMES) {
      const agent = await signedIn(bureau, role, { hall: HALL });
      for (const route of routes.filter(({ method, permission }) => method !== 'get' && allows(role, permission))) {
        const { status } = await agent[route.method](addressOf(route)).set('Accept', 'text/html').type('form').send({});
        if (status !== 403) wrong.push(`${told(route)} answered ${status}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  /** A form comes with its token, so that what refuses it can only be the permission. */
  async function ask(agent: StaffAgent, route: StaffRoute): Promise<number> {
    const path = addressOf(route);
    // Signing out, or going to another hall, would change who asks.
    if (route.method === 'get') return statusOf(agent, path);
    const _csrf = await csrfOf(agent);
    return (await agent.post(path).set('Accept', 'text/html').type('form').send({ _csrf })).status;
  }

  /** Streams are left as soon as their status is known. */
  async function statusOf(agent: StaffAgent, path: string): Promise<number> {
    const request = agent.get(path).set('Accept', 'text/html').buffer(false);
    return new Promise((resolve, reject) => {
      request.parse((response, done) => {
        resolve((response as unknown as { statusCode: number }).statusCode);
        (response as unknown as { destroy: () => void }).destroy();
        done(null, undefined);
      });
      request.then(({ status }) => resolve(status), reject);
    });
  }

  function allows(role: Role, permission: StaffRoute['permission']): boolean {
    return permissionsAt([{ hall: isBureauRole(role) ? WHOLE_BUREAU : HALL, roles: [role] }], HALL).has(permission);
  }

  function told({ method, path, permission }: { method: string; path: string; permission: string }): string {
    return `${method.toUpperCase()} ${path} (${permission})`;
  }
});

describe('the way to the door and back', () => {
  const bureau = useBureau();
  const ELSEWHERE = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/staff/../../evil',
    '/staff//evil.example',
    '/staff/..//evil.example',
    'javascript:alert(1)',
    '/book',
    '/staffroom',
    '/staff/sign-in',
    '/staff/sign-out',
    '/staff@evil.example',
    '\t//evil.example',
    '/staff/%2e%2e//evil.example',
  ];

  for (const next of ELSEWHERE)
    it(`never leads to ${JSON.stringify(next)}`, async () => {
      const agent = await signedIn(bureau, 'registrar');
      const { headers } = await agent.get('/staff/sign-in').query({ next }).expect(303);
      expectInside(String(headers['location']));
    });

  it('leads nowhere else after a sign-in either', async () => {
    const agent = await signedIn(bureau, 'registrar');
    for (const next of ELSEWHERE) {
      const _csrf = await csrfOf(agent);
      const { headers } = await agent
        .post('/staff/sign-in')
        .type('form')
        .send({ _csrf, username: 'x', password: 'y', next });
      if (headers['location'] !== undefined) expectInside(String(headers['location']));
      const back = await agent.post('/language').type('form').send({ language: 'en', returnTo: next });
      expect(new URL(String(back.headers['location']), 'http://here.example').origin).to.equal('http://here.example');
    }
  });

  function expectInside(location: string): void {
    const url = new URL(location, 'http://here.example');
    expect(url.origin, location).to.equal('http://here.example');
    expect(url.pathname, location).to.match(/^\/staff(\/|$)/);
    expect(url.pathname, location).not.to.match(/^\/staff\/sign-/);
  }
});
