import { type Actor, actedBy, type AuditLog } from '../../../audit/index.js';
import { DomainError, isDuplicateKey, NotFound, ValidationFailed } from '../../../errors/index.js';
import type { FieldCipher } from '../../../infrastructure/field-cipher.js';
import { newId } from '../../../infrastructure/ids.js';
import type { Deliveries } from '../deliveries/deliveries.js';
import { type EndpointDirectory, KNOWN_FOR_MS } from './endpoint-directory.js';
import {
  type EndpointModel,
  type EndpointRecord,
  type EndpointState,
  type EndpointTest,
  openSecrets,
  sealSecrets,
} from './endpoint.model.js';
import { normalisedReceiver, receiverFault } from './receiver-url.js';
import { type EndpointSecret, inUse, newSecret, OVERLAP_MS, rotated } from './secrets.js';

/** Every process has heard of a change by then; before, one that has not could take back what another one wrote. */
const BEGINS_AFTER_MS = KNOWN_FOR_MS + 5000;

export interface EndpointFields {
  url: string;
  description: string;
  events: readonly string[];
}

export interface ChangedBy {
  actor: Actor;
  now: Date;
}

/** What somebody saw of an endpoint when they decided to change it. */
export interface Seen {
  id: string;
  revision: number;
}

export interface EndpointsDependencies {
  endpoints: EndpointModel;
  directory: EndpointDirectory;
  deliveries: Deliveries;
  cipher: FieldCipher;
  audit: AuditLog;
  isProduction: boolean;
  /** Networks besides the public one in which receivers may be. */
  networks: readonly string[];
}

/** The addresses of other systems. A secret is handed out by the very call that makes it, and never again. */
export class Endpoints {
  constructor(private readonly deps: EndpointsDependencies) {}

  list(): Promise<EndpointRecord[]> {
    return this.deps.endpoints.find().sort({ createdAt: 1, _id: 1 }).lean();
  }

  async find(id: string): Promise<EndpointRecord> {
    const found = await this.deps.endpoints.findById(id).lean();
    if (!found) throw new NotFound();
    return found;
  }

  /** The secrets in use, without what they are. */
  secretsOf({ secrets }: EndpointRecord, now: Date): Omit<EndpointSecret, 'secret'>[] {
    return inUse(openSecrets(this.deps.cipher, secrets), now).map(({ secret: _, ...known }) => known);
  }

  async add(
    { events, hall, ...fields }: EndpointFields & { hall?: string },
    by: ChangedBy,
  ): Promise<{ endpoint: EndpointRecord; secret: string }> {
    const { now } = by;
    const first = newSecret(now);
    const endpoint: EndpointRecord = {
      _id: newId(),
      ...this.checked(fields),
      ...(hall !== undefined && { hall }),
      events: beginning(events, now),
      secrets: sealSecrets(this.deps.cipher, [first]),
      state: 'active',
      revision: 0,
      createdAt: now,
      changedAt: now,
    };
    await this.deps.endpoints.create(endpoint).catch(receiverTaken);
    this.deps.directory.forget();
    const { url, description } = endpoint;
    await this.note('added', endpoint._id, { by, details: { url, description, hall, events } });
    return { endpoint, secret: first.secret };
  }

  async change(seen: Seen, { events, ...fields }: EndpointFields, by: ChangedBy): Promise<void> {
    const before = await this.find(seen.id);
    const { url, description } = this.checked(fields);
    const since = new Map(before.events.map(({ type, from }) => [type, from]));
    const asked = beginning(events, by.now).map(({ type, from }) => ({ type, from: since.get(type) ?? from }));
    await this.write(seen, { url, description, events: asked }, by).catch(receiverTaken);
    await this.note('changed', seen.id, { by, details: { url, description, events } });
  }

  /** A new secret; the one before signs as well until the receiver has changed over, or ends at once if somebody else has it. */
  async rotate(seen: Seen, { atOnce }: { atOnce: boolean }, by: ChangedBy): Promise<string> {
    const { cipher } = this.deps;
    const next = newSecret(by.now);
    const before = openSecrets(cipher, (await this.find(seen.id)).secrets);
    const secrets = rotated(before, next, { overlapMs: atOnce ? 0 : OVERLAP_MS });
    await this.write(seen, { secrets: sealSecrets(cipher, secrets) }, by);
    await this.note('secret-rotated', seen.id, { by, details: { secret: next.id, atOnce } });
    return next.secret;
  }

  /** What is owed stays in line, and nothing is sent. */
  async pause(seen: Seen, by: ChangedBy): Promise<void> {
    await this.write(seen, { state: 'paused' }, by, 'active');
    await this.note('paused', seen.id, { by });
  }

  async resume(seen: Seen, by: ChangedBy): Promise<void> {
    await this.write(seen, { state: 'active' }, by, 'paused');
    await this.deps.deliveries.wake(seen.id, new Date(by.now.getTime() + BEGINS_AFTER_MS));
    await this.note('resumed', seen.id, { by });
  }

  /** Nothing is sent there any more; what was sent stays on record. */
  async remove(seen: Seen, by: ChangedBy): Promise<void> {
    const { url, description } = await this.find(seen.id);
    const { deletedCount } = await this.deps.endpoints.deleteOne({ _id: seen.id, revision: seen.revision });
    if (deletedCount !== 1) throw new DomainError('changed-meanwhile');
    this.deps.directory.forget();
    const takenBack = await this.deps.deliveries.takeBack(seen.id, by.now);
    await this.note('removed', seen.id, { by, details: { url, description, takenBack } });
  }

  async noteTest(id: string, lastTest: EndpointTest, by: ChangedBy): Promise<void> {
    await this.deps.endpoints.updateOne({ _id: id }, { $set: { lastTest } });
    await this.note('tested', id, { by, details: { failure: lastTest.failure ?? null } });
  }

  async note(action: string, id: string, { by, details }: { by: ChangedBy; details?: object }): Promise<void> {
    await this.deps.audit.append([
      {
        key: `webhook.${action}:${newId()}`,
        at: by.now,
        ...actedBy(by.actor),
        action: `webhook.${action}`,
        subject: `webhook:${id}`,
        result: 'done',
        ...(details && { details: { ...details } }),
      },
    ]);
  }

  private checked({ url, description }: Omit<EndpointFields, 'events'>): { url: string; description: string } {
    const fault = receiverFault(url, this.deps);
    if (fault) throw new ValidationFailed([{ field: 'url', code: fault }]);
    return { url: normalisedReceiver(url), description };
  }

  /** The one write: it happens only to the endpoint as it was seen. */
  private async write(
    { id, revision }: Seen,
    change: Partial<EndpointRecord>,
    { now }: ChangedBy,
    state?: EndpointState,
  ): Promise<void> {
    const { endpoints, directory } = this.deps;
    const { modifiedCount } = await endpoints.updateOne(
      { _id: id, revision, ...(state !== undefined && { state }) },
      { $set: { ...change, changedAt: now }, $inc: { revision: 1 } },
    );
    directory.forget();
    if (modifiedCount !== 1) throw new DomainError('changed-meanwhile');
  }
}

function beginning(events: readonly string[], now: Date): EndpointRecord['events'] {
  const from = new Date(now.getTime() + BEGINS_AFTER_MS);
  return events.map((type) => ({ type, from }));
}

function receiverTaken(error: unknown): never {
  throw isDuplicateKey(error, 'receiver') ? new ValidationFailed([{ field: 'url', code: 'url-taken' }]) : error;
}
