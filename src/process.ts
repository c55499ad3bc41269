import { type Connection } from 'mongoose';
import type { Logger } from 'pino';
import { type Config, loadConfig, readEnvironment } from './config/index.js';
import { type Clock, MovableClock, systemClock } from './infrastructure/clock.js';
import { createI18n } from './infrastructure/i18n.js';
import { createLogger } from './infrastructure/logger.js';
import { openConnection } from './infrastructure/mongo.js';
import { SharedClock } from './infrastructure/shared-clock.js';
import { createServices, type Services } from './services.js';

export interface ProductProcess {
  config: Config;
  logger: Logger;
  connection: Connection;
  services: Services;
  /** Only outside production. */
  clock?: MovableClock;
  sharedClock?: SharedClock;
  close(): Promise<void>;
}

/** What web, worker and scripts have in common: config, log, one connection, one clock, the services. */
export async function startProcess(name: string): Promise<ProductProcess> {
  const config = loadConfig(readEnvironment());
  const logger = createLogger({ level: config.log.level, name });
  const connection = openConnection(config.store.uri);
  const movable = config.env === 'production' ? undefined : new MovableClock();
  const clock: Clock = movable ?? systemClock;
  const sharedClock = movable && new SharedClock(movable, connection, logger);
  await sharedClock?.follow();
  const services = createServices({
    config,
    connection,
    clock,
    logger,
    i18n: createI18n(config.paths.locales),
    processName: name,
  });
  return {
    config,
    logger,
    connection,
    services,
    ...(movable && { clock: movable }),
    ...(sharedClock && { sharedClock }),
    async close() {
      sharedClock?.stop();
      await services.audit.close();
      services.channels.close();
      await connection.close();
    },
  };
}

/** Runs `stop` once, on SIGTERM, SIGINT or when the process that started this one is gone. */
export function onStop(stop: () => Promise<void>): void {
  let stopping: Promise<void> | undefined;
  const begin = () => {
    stopping ??= stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', begin);
  process.once('SIGINT', begin);
  process.once('disconnect', begin);
}
