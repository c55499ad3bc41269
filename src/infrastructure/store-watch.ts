import type { Connection } from 'mongoose';
import { stopwatch } from './clock.js';
import { HEARTBEAT_MS } from './mongo.js';

/** A server that owes its heartbeat for so long is not answering anybody. */
const SILENT_MS = 1200;

interface Heartbeat {
  elapsed: () => number;
  /** How long a healthy server may take: one that is asked to wait for news answers after the pause between two heartbeats. */
  usualMs: number;
}

/**
 * Knows whether the store answers at all, from the driver's own heartbeats: a store that is gone refuses connections, but one that
 * hangs or lies behind a dead network says nothing, and only its silence can be noticed.
 */
export class StoreWatch {
  private readonly owed = new Map<string, Heartbeat>();
  private readonly answering = new Set<string>();

  constructor(connection: Connection) {
    const client = connection.getClient();
    client.on('serverHeartbeatStarted', ({ connectionId, awaited }) => {
      this.owed.set(connectionId, { elapsed: stopwatch(), usualMs: awaited ? HEARTBEAT_MS : 0 });
    });
    client.on('serverHeartbeatSucceeded', ({ connectionId }) => {
      this.owed.delete(connectionId);
      this.answering.add(connectionId);
    });
    client.on('serverHeartbeatFailed', ({ connectionId }) => this.forget(connectionId));
    client.on('serverClosed', ({ address }) => this.forget(address));
  }

  /** True when no server of the store answers. */
  isSilent(): boolean {
    return [...this.answering].every((server) => this.isOverdue(server));
  }

  private isOverdue(server: string): boolean {
    const heartbeat = this.owed.get(server);
    return heartbeat !== undefined && heartbeat.elapsed() > heartbeat.usualMs + SILENT_MS;
  }

  private forget(server: string): void {
    this.owed.delete(server);
    this.answering.delete(server);
  }
}
