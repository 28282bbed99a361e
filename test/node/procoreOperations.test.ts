import { desiredVendor } from '../support/examples.ts';
import { byId, failed, goOn, jsonOf, World } from '../support/world.ts';

const vendor = (operation: string, more: object = {}) => ({ resource: 'vendor', operation, ...more });
let world: World;

beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const held = () => world.simulators.dataset.procore;
const firstVendor = () => held().vendors.find(({ is_active }) => is_active !== false)?.id ?? 0;
const firstProject = () => held().projects.find(({ active, visible }) => active && visible !== false)?.id ?? 0;

/** Three items: a good one, the one to look at, and a good one after it. */
async function between(parameters: object, good: object, wrong: object) {
	const { outputs } = await world.procore(parameters, {
		...goOn,
		inputs: [[good, wrong, good].map((item) => ({ ...item }))],
	});
	expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	return failed(outputs[1]?.[0]);
}

describe('reading', () => {
	it('projects: active ones by default, all with every page', async () => {
		world.changeProcore({ do: 'set-max-per-page', projectsV11: 2 });
		const visible = held().projects.filter((project) => project.visible !== false);
		const all = await world.procore({
			resource: 'project',
			operation: 'getAll',
			returnAll: true,
			filters: { status: 'All' },
		});
		expect(
			jsonOf(all.outputs[0])
				.map(({ id }) => id)
				.sort(),
		).toEqual(visible.map(({ id }) => id).sort());
		const active = await world.procore({ resource: 'project', operation: 'getAll', returnAll: true });
		expect(
			jsonOf(active.outputs[0])
				.map(({ id }) => id)
				.sort(),
		).toEqual(
			visible
				.filter((one) => one.active)
				.map(({ id }) => id)
				.sort(),
		);
		expect(visible.some((one) => !one.active)).toBe(true);
	});

	it('vendors: page after page, none twice, and a limit that is kept', async () => {
		world.changeProcore({ do: 'set-max-per-page', vendors: 3, other: 3 });
		const { outputs } = await world.procore(vendor('getAll', { returnAll: true, filters: { status: 'All' } }));
		expect(
			jsonOf(outputs[0])
				.map(({ id }) => Number(id))
				.sort(),
		).toEqual(
			held()
				.vendors.map(({ id }) => id)
				.sort(),
		);
		expect((await world.procore(vendor('getAll', { limit: 4 }))).outputs[0]).toHaveLength(4);
	});

	it.each(['project', 'vendor'])('%s with the limit 0: said on the item, nothing is sent', async (resource) => {
		const { outputs } = await world.procore({ resource, operation: 'getAll', limit: 0 }, goOn);
		expect(outputs[0]).toEqual([]);
		expect(failed(outputs[1]?.[0])).toEqual({
			error: "The parameter 'Limit' cannot be used",
			details: { reason: 'configuration_invalid', advice: 'It must be a whole number of at least 1.' },
		});
		expect(world.calls('procore')).toEqual([]);
	});

	it('an empty company: no items, no error', async () => {
		world.simulators.procore.simulator.reset({ vendors: [], projects: [] });
		const resources = [
			vendor('getAll', { returnAll: true }),
			{ resource: 'project', operation: 'getAll', returnAll: true },
		];
		for (const parameters of resources)
			expect(await world.procore(parameters, goOn)).toMatchObject({ status: 'success', outputs: [[], []] });
	});

	it.each(['truncate', 'drop-before', 'drop-after'] as const)(
		'%s on the second page: read again, complete',
		async (kind) => {
			world.changeProcore({ do: 'set-max-per-page', vendors: 3 });
			world.fault('procore', { kind, path: '/vendors\\?', nth: 2 });
			const { outputs } = await world.procore(vendor('getAll', { returnAll: true }), goOn);
			const active = held().vendors.filter(({ is_active }) => is_active !== false);
			expect(
				jsonOf(outputs[0])
					.map(({ id }) => Number(id))
					.sort(),
			).toEqual(active.map(({ id }) => id).sort());
			expect(outputs[1]).toEqual([]);
		},
	);

	it.each(['truncate', 'drop-before'] as const)(
		'%s for good: one failed item, its message says what to check, the next item goes on',
		async (kind) => {
			world.changeProcore({ do: 'set-max-per-page', vendors: 3 });
			world.fault('procore', { kind, path: '/vendors\\?', nth: 2, times: 4 });
			const { outputs } = await world.procore(vendor('getAll', { returnAll: true }), { ...goOn, inputs: [[{}, {}]] });
			expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expect(failed(outputs[1]?.[0])).toMatchObject({
				error: 'Procore could not be reached',
				details: {
					reason: 'system_unavailable',
					advice: expect.stringMatching(/(broke off|closed in the middle).*Check the address http/) as string,
				},
			});
			expect(new Set(outputs[0]?.map(({ pairedItem }) => JSON.stringify(pairedItem)))).toEqual(new Set(['{"item":1}']));
		},
	);
});

describe('one vendor', () => {
	it('is created, read, updated and added to a project', async () => {
		const created = jsonOf(
			(await world.procore(vendor('create', { name: 'New Co', additionalFields: { city: 'Ulm', originId: 'x:1' } })))
				.outputs[0],
		)[0];
		const id = Number(created?.id);
		expect(world.vendor(id)).toMatchObject({ name: 'New Co', city: 'Ulm', origin_id: 'x:1' });
		await world.procore(vendor('update', { vendorId: byId(id), updateFields: { city: 'Bonn' } }));
		expect(world.vendor(id)).toMatchObject({ name: 'New Co', city: 'Bonn', origin_id: 'x:1' });
		const read = await world.procore(vendor('get', { vendorId: byId(id) }));
		expect(jsonOf(read.outputs[0])).toEqual([
			expect.objectContaining({ id, name: 'New Co', city: 'Bonn', originId: 'x:1' }),
		]);
		const projectId = firstProject();
		const added = await world.procore(vendor('addToProject', { vendorId: byId(id), projectId: byId(projectId) }));
		expect(jsonOf(added.outputs[0])).toEqual([{ added: true, vendorId: String(id), projectId: String(projectId) }]);
		expect(world.vendor(id)?.project_ids).toEqual([projectId]);
	});

	const byItem = { vendorId: byId('={{ $json.id }}') };
	it.each([
		['get', {}],
		['update', { updateFields: { city: 'Ulm' } }],
	])('%s of one that Procore does not have: 404 on its item, the others go on', async (operation, more) => {
		const { error, details } = await between(
			vendor(operation, { ...byItem, ...more }),
			{ id: firstVendor() },
			{ id: 4711 },
		);
		expect(error).toContain('Procore does not find this record');
		expect(details).toMatchObject({ reason: 'not_found', advice: expect.stringContaining('Check the ID') as string });
	});

	it('added to a project that cannot be seen: 404 on its item, permitted projects are named', async () => {
		const project = firstProject();
		const parameters = vendor('addToProject', {
			vendorId: byId(firstVendor()),
			projectId: byId('={{ $json.project }}'),
		});
		const { error, details } = await between(parameters, { project }, { project: 77 });
		expect(error).toContain('Procore does not find this record');
		expect(details.advice).toContain('permitted projects');
	});

	it('no ID at all: said on its item, nothing is sent for it', async () => {
		const { error, details } = await between(vendor('get', byItem), { id: firstVendor() }, { id: 'Acme' });
		expect(error).toBe("'Vendor' holds no ID [item 1]");
		expect(details.advice).toContain('digits only');
		expect(world.calls('procore')).toHaveLength(2);
	});

	it('an origin ID that another vendor has: 422 in Procore’s words, on its item, and nothing is created twice', async () => {
		const before = world.vendors().length;
		const parameters = vendor('create', {
			name: '={{ $json.name }}',
			additionalFields: { originId: '={{ $json.origin }}' },
		});
		const inputs = [
			[
				{ name: 'A', origin: 'x:1' },
				{ name: 'B', origin: 'x:1' },
				{ name: 'C', origin: 'x:2' },
			],
		];
		const { outputs } = await world.procore(parameters, { ...goOn, inputs });
		expect(jsonOf(outputs[0]).map(({ name }) => name)).toEqual(['A', 'C']);
		expect(outputs[1]?.[0]?.pairedItem).toEqual({ item: 1 });
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: expect.stringContaining('Procore rejected the request: origin_id: has already been taken') as string,
			details: { reason: 'procore_rejected', advice: expect.stringContaining('Correct the values') as string },
		});
		expect(world.vendors()).toHaveLength(before + 2);
		const stopped = await world.procore(parameters, {
			inputs: [
				[
					{ name: 'D', origin: 'x:3' },
					{ name: 'E', origin: 'x:1' },
				],
			],
		});
		expect(stopped.error).toMatchObject({
			message: 'Procore rejected the request: origin_id: has already been taken [item 1]',
			context: { itemIndex: 1 },
			httpCode: '422',
		});
	});

	it('a create whose answer is lost is not repeated: that could make a second vendor', async () => {
		const before = world.vendors().length;
		world.fault('procore', { kind: 'drop-after', method: 'POST', path: '/vendors' });
		const { outputs } = await world.procore(vendor('create', { name: 'Once' }), goOn);
		expect(outputs.map((items) => items.length)).toEqual([0, 1]);
		expect(failed(outputs[1]?.[0]).details.reason).toBe('no_answer');
		expect(world.vendors()).toHaveLength(before + 1);
	});

	it.each([500, 502, 503, 504])(
		'a create that ends with %d may have made the vendor: it says so and is not repeated',
		async (status) => {
			const before = world.vendors().length;
			world.fault('procore', {
				kind: 'status',
				status,
				processed: true,
				method: 'POST',
				path: '/vendors',
				times: 'always',
			});
			const { outputs } = await world.procore(vendor('create', { name: 'Once' }), goOn);
			expect(failed(outputs[1]?.[0])).toMatchObject({
				error: expect.stringContaining('may have carried out the request') as string,
				details: { reason: 'no_answer' },
			});
			expect(world.vendors()).toHaveLength(before + 1);
		},
	);

	it('the Directory tool switched off: the permission is named, by operation', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'directory', enabled: false });
		const advice = async (parameters: object) => {
			const { outputs } = await world.procore(parameters, goOn);
			expect(failed(outputs[1]?.[0])).toMatchObject({
				error: expect.stringContaining('Procore did not allow this request') as string,
				details: { reason: 'permission_missing' },
			});
			return String(failed(outputs[1]?.[0]).details.advice);
		};
		expect(await advice(vendor('getAll'))).toContain('Read Only on the company-level Directory tool');
		expect(await advice(vendor('create', { name: 'X' }))).toContain('Admin on the company-level Directory tool');
		expect(await advice(vendor('update', { vendorId: byId(firstVendor()), updateFields: { city: 'Ulm' } }))).toContain(
			'Admin on the company-level',
		);
		const add = vendor('addToProject', { vendorId: byId(firstVendor()), projectId: byId(firstProject()) });
		expect(await advice(add)).toContain('Admin on the project-level Directory tool');
	});
});

describe('an error of Procore in each of its shapes', () => {
	const shapes = ['generic', 'error', 'fields', 'message', 'list', 'v2'] as const;

	it.each(shapes)('%s: the words of Procore are read', async (shape) => {
		world.changeProcore({ do: 'error-shape', shape });
		const { outputs } = await world.procore(
			vendor('create', { name: 'X', additionalFields: { countryCode: 'US', stateCode: 'ZZ' } }),
			goOn,
		);
		const { error } = failed(outputs[1]?.[0]);
		expect(error).toMatch(/^Procore rejected the request: /);
		expect(error).toContain('Invalid State Code for Country');
		expect(error).not.toMatch(/\[object|undefined|[{}]/);
	});

	it('in a sync answer with status 200: every row fails with the words of Procore', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'directory', enabled: false });
		world.changeProcore({ do: 'error-shape', shape: 'sync' });
		const { outputs } = await world.upsert([1, 2].map((n) => desiredVendor(n, { observed: null })));
		expect(outputs[1]?.map((item) => failed(item).error)).toEqual(
			[0, 1].map((item) => `You do not have sufficient access to complete that action [item ${item}]`),
		);
	});
});
