import fc from 'fast-check';
import { explanationSchema } from '../../../nodes/shared/model';
import { readSearch } from '../../../nodes/SapToProcore/explain';
import { rowsNamedIn } from '../../../nodes/SapToProcore/explain/rules';
import { audit, exception, explained, project, stopped } from './facts.ts';

describe('projects, cost codes and WBS elements', () => {
	it('a project that takes part, with what waits in it', async () => {
		const waits = exception('unmapped_cost_code', { title: 'No cost code for this account assignment' });
		const { verdict, subjects } = await explained('P-1001', { projects: [project()], exceptions: [waits] });
		expect(verdict).toBe(
			'Project 2201 Riverside takes part in the sync. In it wait: 1 × No cost code for this account assignment.',
		);
		expect(subjects[0]).toMatchObject({ state: 'ready', missing: [] });
	});

	it('a project without SAP project and WBS prefix: nothing of SAP belongs to it', async () => {
		const { subjects } = await explained('2201', { projects: [project({ sap_project: '' })] });
		expect(subjects[0]?.state).toBe('incomplete');
		expect(subjects[0]?.verdict).toContain('Nothing of SAP belongs to Project 2201 Riverside');
		expect(subjects[0]?.missing).toMatchObject([{ who: ['tables'], rows: [{ id: '1' }] }]);
	});

	it('a project that is switched off', async () => {
		const { subjects } = await explained('2201', { projects: [project({ sync_enabled: false })] });
		expect(subjects[0]?.missing).toMatchObject([{ reason: 'project_sync_off', who: ['tables'] }]);
	});

	it('a cost code: the rows that lead to it, and the costs that wait', async () => {
		const cost_codes = [
			{ gl_account: '6300*', cost_code: '03-100', cost_type: 'M' },
			{ gl_account: '64*', cost_code: '03-100', cost_type: 'S', enabled: false },
		];
		const costs = stopped('cost_code_missing', { entity: 'actual_cost', sap_key: '03-100|M' });
		const { subjects, verdict } = await explained('03-100', { cost_codes, audit: [costs] });
		expect(verdict).toContain('Cost code 03-100 is given by 1 row of sap_procore_cost_codes.');
		expect(subjects[0]?.rows.map(({ pattern, result }) => [pattern, result])).toEqual([
			['gl_account=6300*', '03-100 / M'],
			['gl_account=64*', '03-100 / S (disabled)'],
		]);
		expect(subjects[0]?.missing).toMatchObject([{ reason: 'cost_code_missing', who: ['procore', 'tables'] }]);
	});

	it('a WBS element: its project and the row that says so', async () => {
		const { verdict } = await explained('P-1001.2.1', { projects: [project()] }, { whole: ['projects'] });
		expect(verdict).toBe(
			'WBS element P-1001.2.1 belongs to project 2201 Riverside, by the row of 2201: sap_project=P-1001.',
		);
	});

	it('a WBS element of a row that nobody has filled, unless a wider row covers it', async () => {
		const missing = async (...more: object[]) => {
			const cost_codes = [{ gl_account: '630000', wbs_element: 'X-1' }, ...more];
			const { subjects } = await explained('X-1', { projects: [project()], cost_codes }, { whole: ['projects'] });
			return subjects[0]?.missing.map(({ reason }) => reason);
		};
		expect(await missing()).toEqual(['unmapped_cost_code', 'unmapped_project']);
		expect(await missing({ gl_account: '63*', cost_code: '03-100' })).toEqual(['unmapped_project']);
	});

	it('a WBS element of which only costs are known: its project was not looked up, and nothing is said of it', async () => {
		const allocations = [{ run_id: 'r', wbs_element: 'X-1', project_id: '2201', cost_code: '03-100', origin_id: 'o' }];
		const { verdict, subjects } = await explained('X-1', { allocations });
		expect(verdict).toBe('Which project WBS element X-1 belongs to was not looked up.');
		expect(subjects[0]?.missing).toEqual([]);
	});
});

describe('a word that nothing is known of', () => {
	const read = { entity: 'purchase_order', run_id: 'r', watermark: '2026-10-02T07:58:00.000Z' };

	it('says up to when SAP has been read, which lanes are off, and that SAP was not asked', async () => {
		const lastRun = { lanes: ['purchase_order' as const], orders: undefined };
		const { verdict, checks, text } = await explained('4711', { state: [read] }, { lastRun, whole: ['projects'] });
		expect(verdict).toBe('Nothing is on record about "4711".');
		expect(checks.join('\n')).toContain('Purchase orders have been read up to 2026-10-02 07:58 UTC');
		expect(checks.join('\n')).toContain('Suppliers were not among the lanes of the last run');
		expect(checks).toContain('SAP was not asked whether it has it.');
		for (const check of checks) expect(text).toContain(check);
	});

	it('says that a first load is under way', async () => {
		const state = [{ ...read, window_to: '2026-10-02T07:58:00.000Z', cursor: '4500000900' }];
		const { checks } = await explained('4711', { state });
		expect(checks.join('\n')).toContain('in part, up to the key 4500000900');
	});

	it('says that nothing has been read where there was no run', async () => {
		const { checks } = await explained('4711', {});
		expect(checks).toContain('No run of the sync is on record: nothing has been read yet.');
	});
});

describe('hostile words', () => {
	it.each([
		['HTML', '<script>alert("1")</script>'],
		['a regular expression', '(a+)+$ [^]* \\d{99999}'],
		['a prototype', '__proto__'],
		['an expression', '{{ $json.secret }}'],
	])('%s: nothing is found, and it is given back as text', async (_, word) => {
		const { search, subjects } = await explained(word, { audit: [audit()], projects: [project()] });
		expect([search, subjects]).toEqual([word, []]);
	});

	it('a pattern is no word that matches: `*` finds nothing', async () => {
		expect((await explained('*', { projects: [project()], cost_codes: [{ cost_code: '03-100' }] })).subjects).toEqual(
			[],
		);
	});

	it('10,000 characters: cut, and told that no number has so many', async () => {
		const { search, verdict, text } = await explained('9'.repeat(10_000), { audit: [audit()] });
		expect(verdict).toBe('No number and no code has 10000 characters.');
		expect(search).toHaveLength(61);
		expect(text.length).toBeLessThan(1_000);
		expect(readSearch('9'.repeat(10_000)).keys).toEqual([]);
	});

	it('nothing, and what cannot be seen', async () => {
		for (const word of ['', '   ', '\u200b\u0000\n'])
			expect((await explained(word, {})).verdict).toBe('Nothing was searched for.');
	});

	it('line breaks and zeros around a number do not matter', () => {
		expect(readSearch(' 00004500000001\r\n')).toEqual({
			shown: '00004500000001',
			keys: ['4500000001', '00004500000001'],
			problem: '',
		});
	});

	it('a reason that nobody knows, whatever it is called, is told as something unexpected', async () => {
		for (const reason of ['constructor', 'later_version']) {
			const { verdict } = await explained('4500000001', { audit: [stopped(reason)] });
			expect(verdict).toContain('Something unexpected happened');
		}
	});

	it('whatever the tables and the word hold: an explanation of the right shape', async () => {
		const cell = fc.oneof(
			fc.string(),
			fc.constantFrom('4500000001', '100002', 'row 1: a → b. ', 'Vendors 1, 2', '{"advice"'),
		);
		const rows = fc.record({ sap_key: cell, message: cell, reason: cell, status: cell, detail: cell, origin_id: cell });
		await fc.assert(
			fc.asyncProperty(fc.array(rows, { maxLength: 4 }), cell, async (outcomes, word) => {
				const explanation = await explained(word, { audit: outcomes.map((cells) => audit(cells)) });
				expect(() => explanationSchema.parse(explanation)).not.toThrow();
			}),
			{ numRuns: 200 },
		);
	});
});

describe('the rows that a rule or message names', () => {
	it('with what they result in, segments of budget codes included', () => {
		const rule =
			'cost code by row 1: glAccount=63* → X / M; Phase=P; Sub Job=01 and row 2: anything → Y / S; project by the row of 2201: sap_project=P-1';
		expect(rowsNamedIn(rule).map(({ id, pattern, result }) => [id, pattern, result])).toEqual([
			['1', 'glAccount=63*', 'X / M; Phase=P; Sub Job=01'],
			['2', 'anything', 'Y / S'],
			['', 'sap_project=P-1', 'project 2201'],
		]);
	});
});
