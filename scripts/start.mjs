import { prepare } from './lib/prepare.mjs';
import { runMain } from './lib/project.mjs';
import { runProduct } from './lib/run-product.mjs';

await runMain(() => runProduct({ prepare }));
