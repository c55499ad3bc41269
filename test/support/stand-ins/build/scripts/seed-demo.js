import { trace } from '../behaviour.js';

trace(`demo data ${process.argv.slice(2).join(' ')}`);
