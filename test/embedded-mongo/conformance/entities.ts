import type { Document } from 'bson';
import { MongoClient, type Collection, type CommandStartedEvent, type Db } from 'mongodb';
import { plain } from './plain.js';
import type { SpecFile } from './suite.js';

const monitored = { commandStartedEvent: 'commandStarted', commandSucceededEvent: 'commandSucceeded' } as const;
const sensitive = ['hello', 'ismaster', 'isMaster', 'endSessions', 'configureFailPoint', 'killCursors'];

export interface SeenEvent {
  kind: string;
  event: Document;
}

/** The clients, databases and collections one test file asks for, and the commands its clients sent. */
export class Entities {
  readonly events = new Map<string, SeenEvent[]>();
  private readonly byId = new Map<string, MongoClient | Db | Collection>();
  private readonly clients: MongoClient[] = [];

  constructor(
    private readonly uri: string,
    file: SpecFile,
  ) {
    for (const entity of file.createEntities ?? []) {
      const [[kind, spec]] = Object.entries(entity) as [[string, Document]];
      this.byId.set(String(spec['id']), this.create(kind, spec));
    }
  }

  get(id: string): MongoClient | Db | Collection {
    const entity = this.byId.get(id);
    if (entity === undefined) throw new Error(`No entity is called ${id}`);
    return entity;
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
  }

  private create(kind: string, spec: Document): MongoClient | Db | Collection {
    switch (kind) {
      case 'client':
        return this.createClient(spec);
      case 'database':
        return (this.get(spec['client']) as MongoClient).db(spec['databaseName'], spec['databaseOptions']);
      case 'collection':
        return (this.get(spec['database']) as Db).collection(spec['collectionName'], spec['collectionOptions']);
      default:
        throw new Error(`The runner makes no ${kind}`);
    }
  }

  private createClient(spec: Document): MongoClient {
    const client = new MongoClient(this.uri, { monitorCommands: true, ...spec['uriOptions'] });
    const seen: SeenEvent[] = [];
    for (const [kind, name] of Object.entries(monitored)) {
      if (!(spec['observeEvents'] as string[] | undefined)?.includes(kind)) continue;
      client.on(name as 'commandStarted', (event: CommandStartedEvent) => {
        if (!sensitive.includes(event.commandName)) seen.push({ kind, event: plain({ ...event }) as Document });
      });
    }
    this.events.set(String(spec['id']), seen);
    this.clients.push(client);
    return client;
  }
}
