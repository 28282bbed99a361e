// Builds the package into dist/. `npm run build -- --sourcemap` writes a map beside it, to read the stack of an error by.
import { buildPackage } from './bundle.ts';

await buildPackage(process.argv.includes('--sourcemap'));
