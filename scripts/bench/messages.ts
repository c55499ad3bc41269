import { parseArgs } from 'node:util';
import { benchDrain } from './messages/drain.js';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, messages: { type: 'string', default: '100000' } },
});
const messages = Number(values.messages);
if (!Number.isInteger(messages) || messages < 1) throw new RangeError('--messages takes a count');

const say = (line: string) => void process.stderr.write(`${line}\n`);
const report = await benchDrain({ messages, seconds: 30, warmUpSeconds: 15, isToTheEnd: true }, say);
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
