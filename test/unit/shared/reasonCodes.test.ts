import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAboutMatch, reasonFor, reasons, type Reason } from '../../../nodes/shared/reasons';

const nodes = join(__dirname, '..', '..', '..', 'nodes');
const sources = readdirSync(nodes, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts') && !name.includes('shared/reasons/'))
	.map((name) => [name, readFileSync(join(nodes, name), 'utf8')] as const);

const cases = Object.entries<Reason>(reasons).flatMap(([code, reason]) =>
	Object.entries(reason.cases ?? {}).map(([name, each]) => ({ code, name, ...each })),
);

describe('reason codes', () => {
	it('all that the nodes name are in the table', () => {
		const named = sources.flatMap(([name, text]) =>
			[...text.matchAll(/reason: '([a-z_]+)'/g)].map(([, code]) => ({ name, code: String(code) })),
		);
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter(({ code }) => !(code in reasons))).toEqual([]);
	});

	it('all that are in the table are named by a node', () => {
		const text = sources.map(([, source]) => source).join('\n');
		expect(Object.keys(reasons).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
	});
});

describe('reasons', () => {
	it.each(Object.entries(reasons))(
		'%s tells a business user what happened and what to do',
		(code, { title, advice }) => {
			expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
			expect(title).not.toMatch(/[.!]$|exception|null|undefined/i);
			expect(advice).toMatch(/\.$/);
		},
	);

	// The page has no button that takes a decision back, or mends a row that cannot be read.
	const inTheTable = new Set(['vendor_linked_elsewhere', 'decision_unreadable']);
	const onVendors = Object.entries(reasons).filter(([code, { status }]) => isAboutMatch(code) && status === 'held');
	it.each(onVendors)('%s leads to the page Vendors where that has the button for it', (code, { advice }) => {
		expect(advice.includes('on the page Vendors') || advice.startsWith('On the page Vendors')).toBe(
			!inTheTable.has(code),
		);
		expect(advice.includes('sap_procore_vendors')).toBe(inTheTable.has(code));
	});

	const rows = Object.entries<Reason>(reasons);

	it.each(rows.filter(([, { status }]) => status === 'held'))('%s is held, so it says who can act', (_, { who }) => {
		expect(who).not.toEqual([]);
	});

	it.each(rows.filter(([, { advice }]) => advice === 'Nothing to do.'))('%s asks nobody to act', (_, { who }) => {
		expect(who).toEqual([]);
	});

	it.each(cases)('$code says in words what $name is, and what to do then', ({ code, when, advice }) => {
		expect(when).toMatch(/[^.]$/);
		expect(advice).toMatch(/\.$/);
		expect(advice).not.toBe(reasonFor(code).advice);
	});

	it('the table is the only place that says what to do about an object of Procore', () => {
		const written = sources
			.filter(([name]) => name.startsWith(join('Procore', 'objects')))
			.filter(([, text]) => /\badvice(: string)?\s*[:=]\s*['"`]/.test(text));
		expect(written.map(([name]) => name)).toEqual([]);
	});
});
