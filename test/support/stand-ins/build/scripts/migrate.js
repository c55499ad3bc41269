import { isAsked, trace } from '../behaviour.js';

trace(`migrations ${process.argv.slice(2).join(' ')}`);
if (isAsked('migrations-fail')) process.exit(1);
