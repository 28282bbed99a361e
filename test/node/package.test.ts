import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '../../nodes/shared/tables/definitions';

const root = join(__dirname, '..', '..');

interface Packed {
	size: number;
	files: Array<{ path: string }>;
}

/** Loads what n8n has loaded before any package, then the package; prints how long the latter took, in ms. */
const loading = `
const load = require('node:module').createRequire(process.cwd() + '/dist/package.js');
for (const name of ['n8n-workflow', 'zod', 'luxon', 'lodash']) load(name);
const { n8n } = load('../package.json');
const started = performance.now();
for (const file of [...n8n.nodes, ...n8n.credentials])
	for (const Type of Object.values(load('../' + file))) new Type();
console.log(performance.now() - started);
`;

describe('the package as it is published', () => {
	let packed: Packed;
	beforeAll(() => {
		const told = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
		[packed] = JSON.parse(told) as [Packed];
	});
	const paths = () => packed.files.map(({ path }) => path);

	it('has at most 350 kB', () => {
		expect(packed.size).toBeLessThanOrEqual(350_000);
	});

	it('has no maps, types or sources that point at nothing', () => {
		expect(paths().filter((path) => /\.(map|ts|tsbuildinfo)$/.test(path))).toEqual([]);
	});

	it('has the columns of the tables without what they mean, which is read in docs/tables.md', () => {
		const code = readFileSync(join(root, 'dist', 'package.js'), 'utf8');
		const texts = Object.values(definitions).flatMap(({ rowIs, columns }) => [
			rowIs,
			...Object.values(columns).map(({ meaning }) => meaning),
		]);
		// A short one may stand elsewhere as well.
		expect(texts.filter((text) => text.length > 40 && code.includes(text))).toEqual([]);
		expect(code).toContain('lease_until');
	});

	it('has what package.json names to n8n, the templates, and an icon and a codex file beside each node', () => {
		const { n8n } = jest.requireActual<{ n8n: { nodes: string[]; credentials: string[] } }>('../../package.json');
		expect(paths()).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
		for (const node of n8n.nodes) {
			expect(paths()).toContain(node.replace(/\.js$/, '.json'));
			const folder = node.slice(0, node.lastIndexOf('/') + 1);
			expect(paths().filter((path) => path.startsWith(folder) && path.endsWith('.svg'))).not.toEqual([]);
		}
		expect(paths().filter((path) => path.startsWith('dist/workflows/')).length).toBeGreaterThanOrEqual(3);
	});

	it("passes n8n's scan of community packages: no global object, no code made of text, one package.json", () => {
		const code = readFileSync(join(root, 'dist', 'package.js'), 'utf8');
		expect(code.match(/\bFunction\(|\beval\(|typeof (global|globalThis|window|self)\b/g)).toBeNull();
		const below = ['nodes', 'credentials'].flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }),
		);
		expect(below.filter((file) => file.endsWith('package.json'))).toEqual([]);
	});

	it('loads in at most 200 ms', () => {
		const times = [1, 2, 3].map(() => Number(execFileSync('node', ['-e', loading], { cwd: root, encoding: 'utf8' })));
		expect(Math.min(...times)).toBeLessThan(200);
	});
});
