// Prints what CHANGELOG.md says of the version in package.json: the text of its release on GitHub.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesOf } from './changelog.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
console.log(notesOf(read('CHANGELOG.md'), version));
