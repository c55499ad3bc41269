import { expect } from 'chai';
import { csrfOf, type StaffAgent } from './staff.js';

/**
 * What belongs to another hall does not exist for somebody who works here: each address, filled in with the other hall's ids,
 * answers 404, a form too, and whatever `snapshot` reads stays as it was.
 */
export async function expectHiddenFrom(
  agent: StaffAgent,
  addresses: readonly { method: 'get' | 'post'; path: string; fields?: Record<string, string> }[],
  snapshot: () => Promise<unknown>,
): Promise<void> {
  const before = JSON.stringify(await snapshot());
  const _csrf = await csrfOf(agent);
  const statuses: string[] = [];
  for (const { method, path, fields } of addresses) {
    const request = agent[method](path).set('Accept', 'text/html');
    const { status } = await (method === 'get' ? request : request.type('form').send({ _csrf, ...fields }));
    if (status !== 404) statuses.push(`${method.toUpperCase()} ${path} answered ${status}`);
  }
  expect(statuses).to.deep.equal([]);
  expect(JSON.stringify(await snapshot())).to.equal(before);
}
