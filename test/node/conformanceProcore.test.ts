import { conformanceFindingSchema, type ConformanceFinding } from '../../nodes/shared/model';
import { projectChangeSchema } from '../../simulators/procore/data-schema.ts';
import { hasCustomerData, heldInProcore, settingsOf } from '../support/conformance.ts';
import { prepareSandbox, procoreSettingsWithoutProbe, procoreSwitches } from '../support/procoreSwitches.ts';
import { sandboxProject } from '../support/sandboxProject.ts';
import { byId, jsonOf, World } from '../support/world.ts';

interface State {
	[table: string]: unknown;
	settings: object;
}

let world: World;
beforeEach(async () => {
	world = await World.start({ clockStart: '2026-10-02T08:00:00Z' });
	prepareSandbox(world.simulators.procore.simulator);
	world.forgetCalls();
});
afterEach(async () => await world.close());

const state = () => world.simulators.procore.simulator.state() as State;
const nameOf = (wanted: number) =>
	world.simulators.dataset.procore.projects.find(({ id }) => id === wanted)?.name ?? '';

const parameters = { resource: 'company', operation: 'checkConformance', projectId: byId(sandboxProject) };

async function findings(id = sandboxProject): Promise<ConformanceFinding[]> {
	const confirmProject = nameOf(id);
	const { outputs, error } = await world.procore({ ...parameters, projectId: byId(id), confirmProject });
	expect(error).toBeUndefined();
	return jsonOf(outputs[0]).map((item) => conformanceFindingSchema.strict().parse(item));
}
const inState = (all: ConformanceFinding[], wanted: ConformanceFinding['state']) =>
	all.filter((found) => found.state === wanted).map(({ probe }) => probe);

const held = () => heldInProcore(state());

describe('Procore > Company > Check Conformance', () => {
	it('confirms everything where Procore does what is counted on, and leaves nothing behind', async () => {
		const before = held();
		const all = await findings();
		expect(all.filter(({ state: found }) => found !== 'confirmed')).toEqual([]);
		expect(held()).toEqual(before);
		expect(world.calls('procore').length).toBeLessThan(170);
	});

	it('has a probe, or a reason why not, for every setting of the simulator', () => {
		const ofProjects = Object.keys(projectChangeSchema.shape).map((name) => `project.${name}`);
		const settings = [...settingsOf(state().settings, []), ...ofProjects];
		const known = new Set([...procoreSwitches.map(({ name }) => name), ...Object.keys(procoreSettingsWithoutProbe)]);
		expect(settings.filter((name) => !known.has(name))).toEqual([]);
		expect([...known].filter((name) => !settings.includes(name))).toEqual([]);
	});

	it.each(procoreSwitches)('$probe finds $name, and nothing else takes it for its own', async ({ set, probe }) => {
		set.forEach((change) => world.changeProcore(change));
		const before = held();
		const all = await findings();
		expect(inState(all, 'different').filter((found) => found !== 'cleanUp')).toEqual([probe]);
		// What hangs on it says so.
		const blocked = all.filter(({ state: found }) => found === 'unknown');
		for (const { answer } of blocked) expect(answer).toMatch(/; see [\w.]+\.$/);
		if (!inState(all, 'different').includes('cleanUp')) expect(held()).toEqual(before);
	});

	it('recommends no two values for one setting', async () => {
		for (const { set } of procoreSwitches) set.forEach((change) => world.changeProcore(change));
		const settings = (await findings()).map(({ setting }) => setting).filter((setting) => setting !== '');
		expect(new Set(settings).size).toBe(settings.length);
	});

	it('shows nothing of the customer: no host, name, number or amount', async () => {
		expect(hasCustomerData(await findings(), world)).toEqual([]);
	});

	it('changes and removes only what it has made', async () => {
		const before = new Set(JSON.stringify(state()).match(/(?<="id":)\d+/g));
		await findings();
		const written = [...world.calls('procore', 'PATCH'), ...world.calls('procore', 'DELETE')].map(({ url }) =>
			url.replace(/\?.*/, '').replace(/\/(companies|projects)\/\d+/g, ''),
		);
		expect(written.length).toBeGreaterThan(20);
		// Beside the sync actions, whose rows all bear the mark of the check.
		expect(written.filter((path) => (path.match(/\d{3,}/g) ?? []).some((id) => before.has(id)))).toEqual([]);
		const rows = world
			.calls('procore', 'PATCH', '/sync')
			.flatMap(({ body }) => (body as { updates: Array<{ origin_id: string }> }).updates);
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) expect(row.origin_id).toMatch(/^n8n-conformance:/);
	});

	it('leaves no budget line behind where the budget had none, and says what the project lacks', async () => {
		const withoutBudget = 2201;
		const before = held();
		const all = await findings(withoutBudget);
		expect(held()).toEqual(before);
		expect(inState(all, 'different')).toEqual([]);
		expect(inState(all, 'unknown')).toEqual([
			'budgetChanges.changeEvent',
			'budgetChanges.balance',
			'budgetChanges.columns',
		]);
		expect(all.find(({ probe }) => probe === 'budgetChanges.balance')?.answer).toContain('lock it in the sandbox');
	});

	it('says what had to stay', async () => {
		world.changeProcore({ do: 'set-lock-synced', locked: true, unlink: 'refused' });
		const cleanUp = (await findings()).find(({ probe }) => probe === 'cleanUp');
		expect(cleanUp).toMatchObject({ state: 'different', answer: expect.stringContaining('1 × direct cost') });
	});

	it('removes what a check has left that was killed', async () => {
		const before = held();
		world.changeProcore({
			do: 'add-contract',
			contract: {
				...{ project_id: sandboxProject, number: 'n8n-conformance:dead:1', vendor_id: 9012, status: 'Approved' },
				origin_id: 'n8n-conformance:dead:1',
			},
		});
		await findings();
		expect(held()).toEqual(before);
	});

	it.each([
		{
			what: 'Procore breaks down in the middle',
			fault: { kind: 'status', status: 503, path: 'requisitions', times: 8 },
		},
		{
			what: 'an answer is lost, so that nobody was told of the record',
			fault: { kind: 'drop-after', method: 'POST', path: 'purchase_order_contracts', times: 1 },
		},
	] as const)('removes what it has made when $what', async ({ fault }) => {
		const before = held();
		world.fault('procore', fault);
		const all = await findings();
		expect(inState(all, 'unknown').length).toBeGreaterThan(0);
		expect(held()).toEqual(before);
	});

	it.each(['', 'Another Project'])(
		'writes nothing outside a sandbox without the name of the project: "%s"',
		async (confirmProject) => {
			const { error } = await world.procore({ ...parameters, confirmProject });
			expect(error).toMatchObject({
				message: expect.stringContaining('Nothing was written'),
				description: expect.stringContaining('Confirm Project'),
			});
			expect(world.calls('procore').every(({ method }) => method === 'GET')).toBe(true);
		},
	);
});
