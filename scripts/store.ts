// `npm run store`: the embedded store by itself, to serve it, --verify it or see its --stats.
import '../src/infrastructure/embedded-mongo/main.js';
