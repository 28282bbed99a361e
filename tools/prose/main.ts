// Lints what people read: the pages of documentation, and every text in nodes, credentials and templates. Words of the
// project are in terms.json: the term to use, and the terms not to use.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, loadLinterFormatter, loadTextlintrc } from 'textlint';
import { textsOf } from './texts.ts';

const root = join(import.meta.dirname, '..', '..');
const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/*.md', 'simulators/*.md'];
const sources = ['nodes/**/*.ts', 'credentials/**/*.ts', 'templates/**/*.ts'];

const linter = createLinter({ descriptor: await loadTextlintrc({ configFilePath: join(root, '.textlintrc.cjs') }) });
const linted = globSync(pages, { cwd: root });
const results = await linter.lintFiles(linted.map((page) => join(root, page)));
for (const source of globSync(sources, { cwd: root })) {
	const text = textsOf(readFileSync(join(root, source), 'utf8'), source);
	const result = await linter.lintText(text, `${source}.txt`);
	results.push({ ...result, filePath: join(root, source) });
}
const found = results.filter(({ messages }) => messages.length > 0);
if (found.length > 0) {
	const formatter = await loadLinterFormatter({ formatterName: 'stylish' });
	console.log(formatter.format(found));
	process.exitCode = 1;
}
