import { parseArgs } from 'node:util';
import { inserts } from './store/inserts.js';
import { finds } from './store/finds.js';
import { hotUpdates } from './store/hot-updates.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '3' },
    documents: { type: 'string', default: '1000000' },
  },
});
const seconds = Number(values.seconds);

process.stderr.write('Guarded updates of one document, inserts under five indexes, indexed finds …\n');
const result = {
  hotUpdates: await hotUpdates(seconds),
  inserts: await inserts(seconds),
  finds: await finds(seconds, Number(values.documents)),
};
const lines = Object.entries(result).flatMap(([name, figures]) =>
  Object.entries(figures).map(([figure, value]) => `${`${name} ${figure}`.padEnd(24)} ${value}`),
);
process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
