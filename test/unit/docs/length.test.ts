import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '..', '..', '..', 'docs');
/** Pages and parts of pages that a command makes. */
const madePages = new Set(['log-on-messages.md', 'nodes.md', 'reasons.md', 'settings.md', 'tables.md']);
const madeBlock = /<!-- made: [^]*?<!-- end -->/g;

const written = readdirSync(docs).filter((name) => name.endsWith('.md') && !madePages.has(name));

/** How many words people read, by page. */
const wordsOf = (markdown: string) =>
	markdown
		.replace(madeBlock, '')
		.split(/\s+/)
		.filter((token) => /[\p{L}\p{N}]/u.test(token)).length;

it('the pages that people write stay short: 14,000 words in all', () => {
	const words = written.map((name) => wordsOf(readFileSync(join(docs, name), 'utf8')));
	expect(words.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(14_000);
});
