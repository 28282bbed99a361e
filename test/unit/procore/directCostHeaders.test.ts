import type { IDataObject } from 'n8n-workflow';
import { company } from './contracts';
import { costsOf, linesOf, mapped, posting, sums, sync } from './costs';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const headers = /\/direct_costs\/sync$/;
const lines = /\/direct_costs\/line_items\/sync$/;
const month = (fiscalPeriod: string, amount: string, more: Parameters<typeof posting>[2] = {}) =>
	posting('600310', amount, { fiscalPeriod, ...more });
const ofProject = (project: number) => ({ wbsElement: `P-${project}.1` });

function world(locked = false): Simulated {
	const simulated = company([1, 2, 3]);
	simulated.change({ do: 'set-lock-synced', locked });
	return simulated;
}
/** What is sent, in order: `headers`, `lines` or `whole`, with the project. */
const sent = ({ writes }: Run) =>
	writes.map(({ path, method }) => {
		const what = headers.test(path) ? 'headers' : lines.test(path) ? 'lines' : method === 'POST' ? 'whole' : path;
		return `${what} ${/projects\/(\d+)/.exec(path)?.[1] ?? ''}`;
	});
/** Direct costs without lines, by `1:2026-09`. */
const empty = (simulated: Simulated) =>
	Object.entries(linesOf(simulated)).flatMap(([name, held]) => (held.length === 0 ? [name] : []));
const ends = ({ outcomes }: Run) => outcomes.map(({ status, message }) => [status, message].filter(Boolean).join(': '));

/** The connection is lost for good before the first request to a path, as when n8n is killed. */
function killBefore(simulated: Simulated, path: RegExp): void {
	let isDead = false;
	simulated.fault = ({ url }) => {
		isDead ||= path.test(new URL(url).pathname);
		return isDead ? 'drop-before' : undefined;
	};
}

type Rows = IDataObject[];

/** Procore makes something else of the next request to a path; `go` is what it usually makes of rows. */
function otherwise(
	simulated: Simulated,
	path: RegExp,
	answer: (rows: Rows, go: (rows: Rows) => Promise<{ entities: Rows; errors: Rows }>) => Promise<unknown>,
): void {
	const { simulator } = simulated;
	const handle = simulator.handle.bind(simulator);
	simulator.handle = async (request) => {
		if (!path.test(request.path)) return await handle(request);
		simulator.handle = handle;
		const go = async (updates: Rows) =>
			(await handle({ ...request, body: { updates } })).body as { entities: Rows; errors: Rows };
		return { status: 200, body: await answer((request.body as { updates: Rows }).updates, go) };
	};
}

describe('the first direct costs of a project', () => {
	it('first load: one list, one request for headers, one for each hundred lines', async () => {
		const codes = Array.from({ length: 83 }, (_none, index) => `90-${index}`);
		const simulated = company([1], {
			costCodes: codes.map((code, index) => ({ id: index + 1, project_id: 1, code, name: code })),
			wbsCodes: codes.map((cost_code) => ({ project_id: 1, cost_code, cost_type: 'M' })),
		});
		const [template] = mapped([posting('600310', '1.00')]);
		const items = codes.map((costCode) => ({
			...template,
			originId: `sap:S4P:costs:1:${costCode}:M`,
			parts: ['07', '08', '09'].map((each) => ({ period: `2026-${each}`, costCode, costType: 'M', amount: '1.00' })),
		}));
		const parameters = { dryRun: false, status: 'pending' };
		const run = await simulated.run('directCost', 'upsertMany', parameters, items as unknown as IDataObject[]);
		const lists = run.calls.filter(({ method, path }) => method === 'GET' && path.includes('direct_costs'));
		expect(lists).toHaveLength(1);
		expect(sent(run)).toEqual(['headers 1', 'lines 1', 'lines 1', 'lines 1']);
		expect(Object.values(linesOf(simulated)).map((held) => held.length)).toEqual([83, 83, 83]);
	});

	it('new lines and lines that change go together', async () => {
		const simulated = world();
		await sync(simulated, [month('09', '1.00')]);
		const run = await sync(simulated, [month('09', '1.50'), month('10', '2.00')]);
		expect(sent(run)).toEqual(['headers 1', 'lines 1']);
		expect(linesOf(simulated)).toEqual({ '1:2026-09': ['03-310 M: 1.5'], '1:2026-10': ['03-310 M: 2.0'] });
	});

	it.each(['draft', 'approved'])('get the status that is set: %s', async (status) => {
		const simulated = world();
		const run = await sync(simulated, [month('09', '1.00')], {}, { status });
		expect([ends(run), costsOf(simulated).map((cost) => cost.status)]).toEqual([['synced'], [status]]);
	});

	it('of another status than was sent are told, with their lines', async () => {
		const simulated = world();
		otherwise(simulated, headers, async (rows, go) => await go(rows.map((row) => ({ ...row, status: 'draft' }))));
		const run = await sync(simulated, [month('09', '1.00')]);
		expect(run.outcomes).toMatchObject([
			{ reason: 'cost_not_taken', message: 'Status pending was sent, Procore answered draft' },
		]);
		expect(sums(simulated)).toEqual({ '03-310|M': '1.00' });
	});

	it('that Procore refuses leave their lines with its reason; the others are there', async () => {
		const simulated = world();
		otherwise(simulated, headers, async ([refused, ...rows], go) => {
			const { entities } = await go(rows);
			return { entities, errors: [{ ...refused, errors: { status: ['is not allowed'] } }] };
		});
		const costs = [month('09', '1.00'), posting('605100', '2.00', { fiscalPeriod: '10' })];
		const run = await sync(simulated, costs);
		expect(ends(run)).toEqual(['failed: status: is not allowed', 'synced']);
		expect(linesOf(simulated)).toEqual({ '1:2026-10': ['05-100 S: 2.0'] });
		expect(sent(await sync(simulated, costs))).toEqual(['headers 1', 'lines 1']);
		expect(sums(simulated)).toEqual({ '03-310|M': '1.00', '05-100|S': '2.00' });
	});

	it('wait with their lines while Procore is not available', async () => {
		const simulated = world();
		simulated.fault = ({ method }) => (method === 'GET' ? undefined : { status: 503 });
		const run = await sync(simulated, [month('09', '1.00')]);
		expect(run.outcomes.map(({ status }) => status)).toEqual(['waiting']);
		expect(run.writes.every(({ path }) => headers.test(path))).toBe(true);
	});
});

describe.each([
	['lock off', false],
	['lock on', true],
] as const)('killed between headers and lines, %s', (_title, locked) => {
	const costs = [month('09', '1.00'), month('10', '2.00')];

	it('the next run knows the direct costs again, and no amount is there twice', async () => {
		const simulated = world(locked);
		killBefore(simulated, lines);
		await sync(simulated, costs);
		expect(empty(simulated)).toEqual(['1:2026-09', '1:2026-10']);
		simulated.fault = () => undefined;
		const run = await sync(simulated, costs);
		expect(ends(run)).toEqual(['synced']);
		expect(sent(run)).toEqual(locked ? ['headers 1', 'whole 1', 'whole 1'] : ['headers 1', 'lines 1']);
		const held = (number: string) => ({
			[`1:2026-09${number}`]: ['03-310 M: 1.0'],
			[`1:2026-10${number}`]: ['03-310 M: 2.0'],
		});
		expect(linesOf(simulated)).toEqual(locked ? { '1:2026-09': [], '1:2026-10': [], ...held(':2') } : held(''));
		expect((await sync(simulated, costs)).writes).toEqual([]);
	});

	it('also where the setting has been switched on in between', async () => {
		const simulated = world(locked);
		killBefore(simulated, lines);
		await sync(simulated, costs);
		simulated.fault = () => undefined;
		const parameters = { options: { directCostsLocked: true } };
		expect(ends(await sync(simulated, costs, {}, parameters))).toEqual(['synced']);
		expect(sums(simulated)).toEqual({ '03-310|M': '3.00' });
		expect((await sync(simulated, costs, {}, parameters)).writes).toEqual([]);
	});
});

it.each([{ origin_id: ['has already been taken'] }, { direct_cost_type: ['can only be set once'] }])(
	'a direct cost without lines that Procore does not know again by its origin ID is looked for: %j',
	async (errors) => {
		const simulated = world();
		const costs = [month('09', '1.00')];
		killBefore(simulated, lines);
		await sync(simulated, costs);
		simulated.fault = () => undefined;
		otherwise(simulated, headers, (rows) =>
			Promise.resolve({ entities: [], errors: rows.map((row) => ({ ...row, errors })) }),
		);
		expect(ends(await sync(simulated, costs))).toEqual(['synced']);
		expect(linesOf(simulated)).toEqual({ '1:2026-09': ['03-310 M: 1.0'] });
	},
);

describe('where Procore locks direct costs for programs as well', () => {
	const everywhere = [1, 2, 3].map((project) => month('09', `${project}.00`, ofProject(project)));

	it('lock found on the first project: only that one has empty direct costs', async () => {
		const simulated = world(true);
		const run = await sync(simulated, everywhere);
		expect(ends(run)).toEqual(['synced', 'synced', 'synced']);
		expect(sent(run)).toEqual(['headers 1', 'lines 1', 'whole 1', 'whole 2', 'whole 3']);
		expect(empty(simulated)).toEqual(['1:2026-09']);
		expect([1, 2, 3].map((project) => sums(simulated, project)['03-310|M'])).toEqual(['1.00', '2.00', '3.00']);
	});

	it('a later run has it from what each project holds, whichever comes first', async () => {
		const simulated = world(true);
		await sync(simulated, everywhere);
		for (const project of [3, 1]) {
			const next = [month('09', `${project}.00`, ofProject(project)), month('10', '7.00', ofProject(project))];
			expect(sent(await sync(simulated, next))).toEqual([`whole ${project}`]);
		}
		expect(empty(simulated)).toEqual(['1:2026-09']);
	});

	it('setting on: no direct cost is empty, each is sent with its lines', async () => {
		const simulated = world(true);
		const run = await sync(simulated, everywhere, {}, { options: { directCostsLocked: true } });
		expect(sent(run)).toEqual(['whole 1', 'whole 2', 'whole 3']);
		expect(empty(simulated)).toEqual([]);
		expect(Object.keys(linesOf(simulated))).toEqual(['1:2026-09', '2:2026-09', '3:2026-09']);
	});

	it('setting on, although Procore does not lock: right as well, and switched off lines change where they stand', async () => {
		const simulated = world();
		const parameters = { options: { directCostsLocked: true } };
		await sync(simulated, [month('09', '1.00')], {}, parameters);
		await sync(simulated, [month('09', '3.00')], {}, parameters);
		expect(linesOf(simulated)).toEqual({ '1:2026-09': ['03-310 M: 1.0'], '1:2026-09:2': ['03-310 M: 2.0'] });
		expect((await sync(simulated, [month('09', '3.00')])).writes).toEqual([]);
	});
});
