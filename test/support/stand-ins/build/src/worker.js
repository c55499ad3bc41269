import { endOnRequest } from '../behaviour.js';

endOnRequest('worker');
process.send({ ready: true });
setInterval(() => {}, 1000);
