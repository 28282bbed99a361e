import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const checkout = join(__dirname, '..', '..', '..');
const inDocs = readdirSync(join(checkout, 'docs'))
	.filter((name) => name.endsWith('.md'))
	.map((name) => `docs/${name}`);
const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'simulators/README.md', ...inDocs];

/** Text without code blocks, in which brackets and number signs mean something else. */
const proseOf = (markdown: string) => markdown.replace(/^```[^]*?^```/gm, '');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** Targets of links and pictures that are not addresses on the web. */
function linksOf(markdown: string): string[] {
	return matches(proseOf(markdown), /\]\(([^)\s]+)[^)]*\)/g).filter((target) => !/^[a-z]+:/.test(target));
}

/** Whole paths of this repository, in backticks; those with a placeholder or a wildcard are left out. */
function pathsOf(markdown: string): string[] {
	const inBackticks = matches(proseOf(markdown), /`([^`\s]+)`/g);
	const top = /^(\.github|credentials|demo|docs|nodes|simulators|templates|test|tools|workflows)\//;
	return inBackticks.filter((path) => top.test(path) && !/[<>*…{}]/.test(path));
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(markdown: string): string[] {
	return matches(proseOf(markdown), /^#+ +(.+)$/gm).map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}_\- ]/gu, '')
			.replace(/ /g, '-'),
	);
}

/** What is wrong with a link of the page at `path`; empty when it leads somewhere. */
function brokenLink(path: string, markdown: string, target: string): string {
	const [file = '', anchor] = target.split('#');
	const linked = join(dirname(path), file);
	if (file !== '' && !existsSync(join(checkout, linked))) return `${target}: there is no ${linked}`;
	if (anchor === undefined || (file !== '' && !file.endsWith('.md'))) return '';
	const content = file === '' ? markdown : readFileSync(join(checkout, linked), 'utf8');
	return anchorsOf(content).includes(anchor) ? '' : `${target}: there is no such heading`;
}

it.each([
	['missing.md', 'missing.md: there is no docs/missing.md'],
	['images/missing.png', 'images/missing.png: there is no docs/images/missing.png'],
	['../README.md#nowhere', '../README.md#nowhere: there is no such heading'],
	['#nowhere', '#nowhere: there is no such heading'],
	['#its-heading-2', ''],
	['../README.md', ''],
])('a link to %s is checked', (target, problem) => {
	const page = `# Its heading (2)\n\nA [link](${target}) and one to the [web](https://example.com/missing).\n`;
	expect(linksOf(page).map((link) => brokenLink('docs/page.md', page, link))).toEqual([problem]);
});

it('every picture is shown on a page', () => {
	const all = pages.map((page) => readFileSync(join(checkout, page), 'utf8')).join('\n');
	const pictures = readdirSync(join(checkout, 'docs', 'images'));
	expect(pictures.filter((name) => !all.includes(`images/${name})`))).toEqual([]);
});

describe.each(pages)('%s', (page) => {
	const markdown = readFileSync(join(checkout, page), 'utf8');

	it('links only to files, pictures and headings that exist', () => {
		const broken = linksOf(markdown).map((target) => brokenLink(page, markdown, target));
		expect(broken.filter((problem) => problem !== '')).toEqual([]);
	});

	it('names only files and folders that exist', () => {
		expect(pathsOf(markdown).filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
	});
});
