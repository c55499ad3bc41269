import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { permissionsAt, type Role, ROLE_NAMES, isBureauRole, WHOLE_BUREAU } from '../../../src/features/staff/index.js';
import { useBureau } from '../../support/bureau.js';
import { addressOf, type StaffRoute, staffRoutes } from '../../support/routes.js';
import { csrfOf, signedIn } from '../../support/staff.js';

const HALL = 'futian';
/** Leaving and signing in again would end the session that the test goes on with. */
const ENDS_SESSION = /sign-out/;

const HOSTILE: Record<string, (name: string) => [string, string]> = {
  'an operator': (name) => [`${name}[$gt]`, ''],
  'a nested object': (name) => [`${name}[a][b]`, '1'],
  markup: (name) => [name, '"><script>alert(1)</script>'],
  SQL: (name) => [name, "'; DROP TABLE appointments; --"],
  'emoji and rare characters': (name) => [name, '💍𬌗㛃'],
  'full-width digits': (name) => [name, '１２３４'],
  'a control character': (name) => [name, 'a\u0000b\u2028c'],
  'a very long text': (name) => [name, 'x'.repeat(500)],
};

describe('every form of the staff', function () {
  this.timeout(180_000);
  const bureau = useBureau();
  const names = fieldNames();
  let routes: StaffRoute[];

  before(() => {
    routes = staffRoutes(bureau).filter(({ method, path }) => method === 'post' && !ENDS_SESSION.test(path));
  });

  for (const [kind, field] of Object.entries(HOSTILE))
    it(`answers ${kind} in all its fields with a clear refusal and never breaks`, async () => {
      expect(names.length).to.be.above(40);
      expect(routes.length).to.be.above(30);
      const broken: string[] = [];
      for (const route of routes) {
        const agent = await signedIn(bureau, roleFor(route), { hall: HALL });
        const _csrf = await csrfOf(agent);
        const fields = Object.fromEntries(names.map((name) => field(name)));
        const response = await agent
          .post(addressOf(route))
          .set('Accept', 'text/html')
          .type('form')
          .send({ ...fields, _csrf });
        if (response.status >= 500) broken.push(`${route.path} answered ${response.status}`);
        if (response.text.includes('<script>alert(1)')) broken.push(`${route.path} repeats markup as it came`);
      }
      expect(broken).to.deep.equal([]);
    });

  it('refuses a body of a megabyte before reading it', async () => {
    const agent = await signedIn(bureau, 'receptionist', { hall: HALL });
    const response = await agent
      .post('/staff/desk/walk-in')
      .set('Accept', 'text/html')
      .type('form')
      .send(`name=${'x'.repeat(1_000_000)}`);
    expect(response.status).to.equal(413);
  });
});

function roleFor({ permission }: StaffRoute): Role {
  const role = ROLE_NAMES.find((each) => {
    const hall = isBureauRole(each) ? WHOLE_BUREAU : HALL;
    return permissionsAt([{ hall, roles: [each] }], HALL).has(permission);
  });
  if (!role) throw new Error(`nobody may ${permission}`);
  return role;
}

/** The names of all fields that staff templates show. */
function fieldNames(): string[] {
  const folders = ['staff', 'desk', 'divorce', 'hall-office', 'message-texts', 'operations', 'privacy'].map((feature) =>
    join('views', feature),
  );
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const texts = files.filter((file) => file.endsWith('.njk')).map((file) => readFileSync(file, 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/name[:=] ?['"]([a-zA-Z][\w.-]*)['"]/g)]);
  return [...new Set(found.map(([, name]) => name ?? ''))].filter((name) => name !== '_csrf' && name !== 'viewport');
}
