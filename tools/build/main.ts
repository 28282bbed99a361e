// Builds the package into dist/. `npm run build -- --readable` keeps names and lines, to read the stack of an error by.
import { buildPackage } from './bundle.ts';

await buildPackage(!process.argv.includes('--readable'));
