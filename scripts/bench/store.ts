import { parseArgs } from 'node:util';
import { finds } from './store/finds.js';
import { hotUpdates } from './store/hot-updates.js';
import { inserts } from './store/inserts.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '3' },
    documents: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'hotUpdates,inserts,finds' },
  },
});
const seconds = Number(values.seconds);
const measures: Record<string, () => Promise<object>> = {
  hotUpdates: () => hotUpdates(seconds),
  inserts: () => inserts(seconds),
  finds: () => finds(seconds, Number(values.documents)),
};

process.stderr.write('Guarded updates of one document, inserts under five indexes, indexed finds …\n');
const result: Record<string, object> = {};
for (const name of values.only.split(',')) {
  const measure = measures[name];
  if (measure !== undefined) result[name] = await measure();
}
const lines = Object.entries(result).flatMap(([name, figures]) =>
  Object.entries(figures).map(([figure, value]) => `${`${name} ${figure}`.padEnd(24)} ${JSON.stringify(value)}`),
);
process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
