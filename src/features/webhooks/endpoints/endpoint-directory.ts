import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { Remembered } from '../../../infrastructure/remembered.js';
import { type EndpointModel, type EndpointRecord, openSecrets } from './endpoint.model.js';
import { inUse } from './secrets.js';

/** How long a process goes without looking which endpoints there are. */
export const KNOWN_FOR_MS = 15_000;

/** An endpoint as far as it decides what is owed to it. */
export interface KnownEndpoint {
  id: string;
  hall?: string;
  isPaused: boolean;
  /** From when on it is told of each type. */
  from: ReadonlyMap<string, Date>;
}

/**
 * The endpoints as this process knows them. What is owed is a question without waiting, so they are read ahead; a new endpoint
 * begins late enough for every process to have heard of it.
 */
export class EndpointDirectory {
  private known: readonly KnownEndpoint[] = [];
  private readonly remembered: Remembered<void>;

  constructor(private readonly deps: { endpoints: EndpointModel; cipher: FieldCipher }) {
    this.remembered = new Remembered(KNOWN_FOR_MS, async () => {
      const records = await deps.endpoints.find({}, { url: 0, secrets: 0 }).lean();
      this.known = records.map(toKnown);
    });
  }

  /** Resolves once `current` is recent enough to be asked. */
  ready(): Promise<void> {
    return this.remembered.get();
  }

  current(): readonly KnownEndpoint[] {
    return this.known;
  }

  /** Whether nothing is to be sent there for now. */
  isPaused(id: string): boolean {
    return this.known.some((endpoint) => endpoint.id === id && endpoint.isPaused);
  }

  forget(): void {
    this.remembered.forget();
  }

  /** Where events go and what signs them, read at the moment of sending. */
  async receiverOf(id: string, now: Date): Promise<{ url: string; secrets: string[] } | undefined> {
    const record = await this.deps.endpoints.findById(id, { url: 1, secrets: 1 }).lean();
    if (!record) return undefined;
    const secrets = inUse(openSecrets(this.deps.cipher, record.secrets), now);
    return { url: record.url, secrets: secrets.map(({ secret }) => secret) };
  }
}

function toKnown({
  _id,
  hall,
  state,
  events,
}: Pick<EndpointRecord, '_id' | 'hall' | 'state' | 'events'>): KnownEndpoint {
  return {
    id: _id,
    isPaused: state === 'paused',
    from: new Map(events.map(({ type, from }) => [type, from])),
    ...(hall !== undefined && { hall }),
  };
}
