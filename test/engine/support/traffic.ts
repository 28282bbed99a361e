import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageDir } from './sources.ts';

/** Every request of the scenarios on the engine, one JSON line each. */
export const trafficFile = join(packageDir, '.demo', 'engine', 'traffic.jsonl');
mkdirSync(dirname(trafficFile), { recursive: true });
