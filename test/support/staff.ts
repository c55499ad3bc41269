import { load } from 'cheerio';
import supertest from 'supertest';
import { isBureauRole, type Role, WHOLE_BUREAU } from '../../src/features/staff/index.js';
import type { Bureau } from './bureau.js';

export type StaffAgent = ReturnType<typeof supertest.agent>;

export interface SignedIn {
  agent: StaffAgent;
  id: string;
  username: string;
  password: string;
}

let made = 0;

/** Somebody with this role at a hall, through the real door: password given, changed at the first sign-in, signed in. */
export async function signIn(bureau: Bureau, role: Role | Role[], { hall = 'futian' } = {}): Promise<SignedIn> {
  made += 1;
  const roles = [role].flat();
  const username = `${roles[0] ?? 'nobody'}-${made}`;
  const at = roles.some(isBureauRole) ? WHOLE_BUREAU : hall;
  const now = bureau.clock.now();
  const { account, password: given } = await bureau.services.staff.accounts.create(
    { username, name: `员工${made}`, assignments: [{ hall: at, roles }] },
    { actor: 'os:test', now },
  );
  const agent = supertest.agent(bureau.app);
  const password = `orchard bicycle ${made} lantern`;
  await enter(agent, '/staff/sign-in', { username, password: given });
  await enter(agent, '/staff/sign-in/new-password', { password, repeated: password });
  return { agent, id: account._id, username, password };
}

/** The same, when only the browser matters. */
export async function signedIn(bureau: Bureau, role: Role | Role[], at: { hall?: string } = {}): Promise<StaffAgent> {
  return (await signIn(bureau, role, at)).agent;
}

/** Another browser of somebody who has an account. */
export async function signInAgain(bureau: Bureau, { username, password }: SignedIn): Promise<StaffAgent> {
  const agent = supertest.agent(bureau.app);
  await enter(agent, '/staff/sign-in', { username, password });
  return agent;
}

/** The form token of a page of somebody's. */
export async function csrfOf(agent: StaffAgent, path = '/staff'): Promise<string> {
  const { text } = await agent.get(path).set('Accept', 'text/html');
  return load(text)('input[name=_csrf]').attr('value') ?? '';
}

/** Sends a form of the staff with its token, taken from `from`. */
export async function postForm(
  agent: StaffAgent,
  path: string,
  fields: Record<string, string | string[]> = {},
  { from = '/staff' } = {},
) {
  // The agent adds its cookies when the request is made, so the page with the token comes first.
  const _csrf = await csrfOf(agent, from);
  return agent
    .post(path)
    .set('Accept', 'text/html')
    .type('form')
    .send({ _csrf, ...fields });
}

async function enter(agent: StaffAgent, path: string, fields: Record<string, string>): Promise<void> {
  const response = await postForm(agent, path, fields, { from: path });
  if (response.status !== 303) throw new Error(`${path} answered ${response.status}: ${response.text.slice(0, 2000)}`);
}
