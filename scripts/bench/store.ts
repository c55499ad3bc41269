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
const say = (line: string) => process.stderr.write(`${line}\n`);

say('guarded updates of one document of 500 claims …');
const result = {
  hotUpdates: await hotUpdates(seconds),
  inserts: await inserts(seconds),
  finds: await finds(seconds, Number(values.documents)),
};
if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
else for (const [name, figures] of Object.entries(result)) console.table({ [name]: figures });
