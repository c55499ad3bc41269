import type { Db } from 'mongodb';
import type { Requirement, SpecFile, SpecTest } from './suite.js';

/** What the server under test says it is. */
export interface ServerFacts {
  version: string;
  topology: 'single' | 'replicaset' | 'sharded';
}

export async function askServer(admin: Db): Promise<ServerFacts> {
  const { version } = await admin.command({ buildInfo: 1 });
  const hello = await admin.command({ hello: 1 });
  if (hello['msg'] === 'isdbgrid') return { version: String(version), topology: 'sharded' };
  return { version: String(version), topology: hello['setName'] === undefined ? 'single' : 'replicaset' };
}

/** Why this server need not pass the test, in the test's own terms; undefined when it must. */
export function unmet(file: SpecFile, test: SpecTest, server: ServerFacts): string | undefined {
  for (const list of [file.runOnRequirements, test.runOnRequirements]) {
    if (list === undefined || list.some((requirement) => meets(requirement, server))) continue;
    return `for ${list.map(describe).join(' or ')}`;
  }
  return undefined;
}

function meets({ minServerVersion, maxServerVersion, topologies }: Requirement, server: ServerFacts): boolean {
  if (minServerVersion !== undefined && compareVersions(server.version, minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(server.version, maxServerVersion) > 0) return false;
  return topologies === undefined || topologies.some((name) => name.startsWith(server.topology));
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function describe({ minServerVersion, maxServerVersion, topologies }: Requirement): string {
  const versions = `${minServerVersion ?? ''}–${maxServerVersion ?? ''}`;
  return [versions === '–' ? '' : `server ${versions}`, topologies?.join('/') ?? ''].filter(Boolean).join(', ');
}
