import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EJSON, type Document } from 'bson';

export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
}

export interface Operation {
  object: string;
  name: string;
  arguments?: Document;
  expectResult?: unknown;
  expectError?: Document;
}

export interface CollectionData {
  databaseName: string;
  collectionName: string;
  documents: Document[];
}

export interface SpecTest {
  description: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: { client: string; events: Record<string, Document>[] }[];
  outcome?: CollectionData[];
}

/** One file of the unified test format. */
export interface SpecFile {
  name: string;
  runOnRequirements?: Requirement[];
  createEntities?: Record<string, Document>[];
  initialData?: CollectionData[];
  tests: SpecTest[];
}

export const specFolder = resolve(process.env['MONGODB_SPEC_DIR'] ?? '../shared/mongodb-spec', 'crud');

/** Every file of the suite; none where the data is absent. */
export function readSuite(): SpecFile[] {
  return namesIn(specFolder).map((name) => {
    const file = EJSON.parse(readFileSync(join(specFolder, name), 'utf8')) as Omit<SpecFile, 'name'>;
    return { ...file, name: basename(name, '.json') };
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
