import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const wanted = (process.env['STAND_INS'] ?? '').split(',');

/** Whether the test asked for a behaviour such as `web-fails`. */
export const isAsked = (name) => wanted.includes(name);

/** Adds a line to the trace that the test reads. */
export function trace(line) {
  appendFileSync(join(process.env['DATA_DIR'], 'trace'), `${line} ${process.pid}\n`);
}

/** Ends on SIGTERM as the real processes do: after what is under way, or never. */
export function endOnRequest(name) {
  trace(`${name} started`);
  process.on('SIGTERM', () => {
    if (isAsked(`${name}-hangs`)) return;
    setTimeout(() => {
      trace(`${name} drained`);
      process.exit(0);
    }, 50);
  });
}
