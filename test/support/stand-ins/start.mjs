import { fileURLToPath } from 'node:url';
import { runMain } from '../../../scripts/lib/project.mjs';
import { runProduct } from '../../../scripts/lib/run-product.mjs';

// The real supervisor over children that fail on request, which the real ones never do.
await runMain(() => runProduct({ prepare: async () => fileURLToPath(new URL('./build', import.meta.url)) }));
