import { collectDefaultMetrics, Registry } from 'prom-client';

/** What `/metrics` shows: the process itself and whatever its parts register. */
export function createRegistry({ process }: { process: string }): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  return registry;
}
