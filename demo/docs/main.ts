import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasons } from '../../nodes/SapToProcore/rules/reasons.ts';
import { reasonsPage } from './reasonsPage.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'reasons.md');
writeFileSync(file, reasonsPage(reasons));
console.log(`${file} is up to date.`);
