// Failure drills in a real n8n, one after the other: first `npm run build`, then `npm run test:drills [-- PART OF A FILE]`
// (some twenty minutes). Each takes something away in the middle of a run, then holds what the next runs bring against SAP.
// Needs PostgreSQL, Redis, `redis-server` in the path, the right to mount, and an older n8n, which is installed.
import { alone, runFiles } from '../support/runFiles.ts';
import { cleanUp } from '../e2e/support/world.ts';

cleanUp();
process.exit((await runFiles(import.meta.dirname, process.argv.slice(2), { groups: alone, concurrency: 1 })) ? 0 : 1);
