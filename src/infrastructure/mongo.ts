import mongoose, { type Connection } from 'mongoose';

/** A page may keep a person waiting three seconds at most before it says that the store is away. */
const PATIENCE_MS = 2500;

/** How often the driver asks each server whether it is there. */
export const HEARTBEAT_MS = 1000;

mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
mongoose.set('strictQuery', 'throw');
mongoose.set('bufferTimeoutMS', PATIENCE_MS);

/**
 * One connection pool for the process. It does not wait for the server: the first command does, for at most `PATIENCE_MS`,
 * and the driver finds the server again by itself after an outage.
 */
export function openConnection(uri: string, options: { monitorCommands?: boolean } = {}): Connection {
  const connection = mongoose.createConnection(uri, {
    autoIndex: false,
    bufferCommands: true,
    serverSelectionTimeoutMS: PATIENCE_MS,
    connectTimeoutMS: PATIENCE_MS,
    socketTimeoutMS: 30_000,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    maxPoolSize: 64,
    writeConcern: { w: 'majority', j: true },
    ...options,
  });
  connection.asPromise().catch(() => undefined);
  return connection;
}
