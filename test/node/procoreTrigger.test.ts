import type { IDataObject } from 'n8n-workflow';
import { serviceAccountId } from '../../simulators/procore/token.ts';
import type { StoredHook, StoredTrigger } from '../../simulators/procore/webhooks.ts';
import { fieldsShown, PublishedTrigger } from '../support/triggerHarness.ts';
import { World } from '../support/world.ts';

let world: World;
let trigger: PublishedTrigger;
let projectId: number;
let contractId: number;

interface ProcoreState {
	contracts: Array<{ id: number; project_id: number; status: string }>;
	vendors: Array<{ id: number }>;
	webhooks: Array<StoredHook & { triggers: StoredTrigger[]; deliveries: IDataObject[] }>;
}
const state = () => world.simulators.procore.simulator.state() as ProcoreState;
const hooks = () => state().webhooks;
const requests = () =>
	world.simulators.procore.traffic
		.entries('procore')
		.filter(({ url }) => !url.includes('/oauth/'))
		.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '').replace(/\d{5,}/g, 'n')}`);

const publish = async (parameters: IDataObject = {}, webhookUrl?: string) => {
	trigger.options = {
		parameters: { ...{ scope: 'projects', projectIds: String(projectId), options: {} }, ...parameters },
		credential: world.procoreCredential,
		...(webhookUrl === undefined ? {} : { webhookUrl }),
	};
	return await trigger.activate();
};
const approve = () => world.changeProcore({ do: 'set-contract-status', id: contractId, status: 'Approved' });
const edit = (title: string) => world.changeProcore({ do: 'edit-contract', id: contractId, set: { title } });

async function answered(count: number): Promise<void> {
	for (let left = 300; trigger.answers.length < count && left > 0; left--)
		await new Promise((resolve) => setTimeout(resolve, 10));
	expect(trigger.answers).toHaveLength(count);
}

/** A delivery as Procore would send it now. */
const event = (more: object = {}) => ({
	...{ id: 1, ulid: '01JMYXMZRBVKK0PC6XS8SA4QRE', timestamp: new Date().toISOString(), user_id: 7 },
	...{ company_id: world.simulators.dataset.procore.company.id, project_id: projectId, event_type: 'update' },
	...{ api_version: 'v2.0', resource_name: 'Purchase Order Contracts', resource_id: contractId, metadata: {} },
	...more,
});
const secret = () => String(hooks()[0]?.destination_headers.Authorization);
const send = async (body: unknown, authorization: string | undefined = secret()) =>
	await trigger.call(authorization === undefined ? {} : { authorization }, body);

beforeEach(async () => {
	world = await World.start();
	const [contract] = state().contracts;
	[projectId, contractId] = [Number(contract?.project_id), Number(contract?.id)];
	trigger = await PublishedTrigger.start({ parameters: {}, credential: world.procoreCredential });
});
afterEach(async () => {
	await trigger.close();
	await world.close();
});

describe('publishing', () => {
	it('makes a hook in each project that hears of what is chosen, and of nothing twice', async () => {
		const others = world.simulators.dataset.procore.projects.filter(({ id }) => id !== projectId).slice(0, 1);
		const otherEvents = ' Sub Jobs: create , Purchase Order Contracts: UPDATE';
		const ids = [projectId, ...others.map(({ id }) => id), projectId].join(', ');
		// The simulated Procore has no sub jobs to hear of.
		await expect(publish({ projectIds: ids, options: { otherEvents } })).rejects.toThrow(/resource_name/);
		expect(hooks()).toEqual([]);
		await publish({
			projectIds: ids,
			events: ['Purchase Order Contracts: update', 'Budget Changes: create'],
			options: { otherEvents: 'Purchase Order Contracts: UPDATE' },
		});
		const heard = hooks().map(({ owned_by_project_id: id, triggers }) => [
			id,
			triggers.map(({ resource_name: resource, event_type: type }) => `${resource} ${type}`),
		]);
		const events = ['Purchase Order Contracts update', 'Budget Changes create'];
		expect(heard).toEqual([
			[projectId, events],
			[others[0]?.id, events],
		]);
		const [hook] = hooks();
		expect(hook?.destination_url).toBe(`${trigger.url}/a-path-of-its-own/procore`);
		expect(hook?.namespace).toMatch(/^sap-procore-[a-z]{12}$/);
	});

	it('the secret is long, new each time, and stands in Procore alone', async () => {
		await publish();
		const first = secret();
		expect(first).toMatch(/^Bearer [\w-]{43}$/);
		expect(JSON.stringify(trigger.staticData)).not.toContain(first.slice('Bearer '.length));
		await trigger.deactivate();
		await publish();
		expect(secret()).not.toBe(first);
	});

	it('again, as after a restart of n8n, leaves everything as it is', async () => {
		expect(await publish()).toBe(true);
		const before = hooks();
		const sent = requests().length;
		expect(await publish()).toBe(false);
		expect(hooks()).toEqual(before);
		expect(requests().slice(sent)).toEqual([
			'GET /rest/v1.0/webhooks/hooks',
			'GET /rest/v1.0/webhooks/hooks/n/triggers',
		]);
	});

	it('other events, or a hook that somebody has deleted or changed in Procore: the hook is made anew', async () => {
		await publish();
		const [first] = hooks();
		expect(await publish({ events: ['Purchase Order Contracts: create'] })).toBe(true);
		const [second, ...more] = hooks();
		expect([more, second?.id === first?.id]).toEqual([[], false]);
		const path = `/rest/v1.0/webhooks/hooks/${String(second?.id)}`;
		world.changeProcore({ do: 'as-person', method: 'DELETE', path, query: { project_id: projectId } });
		expect(await publish({ events: ['Purchase Order Contracts: create'] })).toBe(true);
		const body = { project_id: projectId, api_version: 'v2' };
		world.changeProcore({
			...{ do: 'as-person', method: 'POST', path: `/rest/v1.0/webhooks/hooks/${String(hooks()[0]?.id)}/triggers` },
			body: { ...body, trigger: { resource_name: 'Cost Codes', event_type: 'create' } },
		});
		expect(await publish({ events: ['Purchase Order Contracts: create'] })).toBe(true);
		expect(hooks().map(({ triggers }) => triggers.length)).toEqual([1]);
	});

	it.each([true, false])(
		'n8n was killed before it stored anything: what is left goes, with one hook a namespace %s',
		async (on) => {
			world.changeProcore({ do: 'set-one-hook-per-namespace', on });
			await publish();
			const [first] = hooks();
			trigger.staticData = {};
			expect(await publish()).toBe(true);
			expect(hooks().map(({ id }) => id === first?.id)).toEqual([false]);
		},
	);

	it('the address of n8n has changed: the hook of the former one goes', async () => {
		await publish({}, 'http://127.0.0.1:1/webhook');
		await publish();
		expect(hooks().map(({ destination_url: url }) => url)).toEqual([`${trigger.url}/a-path-of-its-own/procore`]);
	});

	it('hooks of other programs are left alone', async () => {
		const path = '/rest/v1.0/webhooks/hooks';
		const hook = { api_version: 'v2', namespace: 'other', destination_url: `${trigger.url}/a-path-of-its-own/procore` };
		world.changeProcore({ do: 'as-person', method: 'POST', path, body: { project_id: projectId, hook } });
		await publish();
		await trigger.deactivate();
		expect(hooks().map(({ namespace }) => namespace)).toEqual(['other']);
	});

	it('without the permission it says which one is missing, and leaves nothing behind', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'webhooks', enabled: false });
		await expect(publish()).rejects.toMatchObject({
			message: 'Procore did not allow this request',
			description: expect.stringMatching(
				/needs Standard on the Webhooks API permission \(it is None at first\)/,
			) as string,
		});
		expect(trigger.staticData).toEqual({});
	});

	it('a project that the app may not see is named as such, and the hooks of the others go again', async () => {
		await expect(publish({ projectIds: `${String(projectId)},999999` })).rejects.toMatchObject({
			message: 'Procore does not find this record',
		});
		expect([hooks(), trigger.staticData]).toEqual([[], {}]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['no project', { projectIds: ' , ' }, /'Project IDs' is empty/],
		['no ID', { projectIds: '2201,Tower' }, /'Project IDs' holds "Tower"/],
		['no event', { events: [] }, /No event is chosen/],
		['no event of the form', { options: { otherEvents: 'Sub Jobs' } }, /"Sub Jobs" is not an event/],
		['an unknown event', { options: { otherEvents: 'Sub Jobs: approve' } }, /is not an event/],
	])('%s is refused before anything is sent', async (_case, parameters, message) => {
		await expect(publish(parameters)).rejects.toThrow(message);
		expect(requests()).toEqual([]);
	});

	it('an n8n that Procore cannot reach is refused, except between a Procore and an n8n of one machine', async () => {
		await expect(publish({}, 'http://n8n.example.com/webhook')).rejects.toMatchObject({
			message: 'Procore cannot reach this n8n at http://n8n.example.com/webhook/a-path-of-its-own/procore',
			description: expect.stringContaining('WEBHOOK_URL') as string,
		});
		Object.assign(world.procoreCredential.data, { environment: 'production' });
		await expect(publish()).rejects.toThrow(/Procore cannot reach this n8n at http:\/\/127/);
		expect(requests()).toEqual([]);
	});
});

describe('unpublishing', () => {
	it('removes the hooks and what is known of them', async () => {
		await publish();
		expect(await trigger.deactivate()).toBe(true);
		expect(hooks()).toEqual([]);
		expect(JSON.stringify(trigger.staticData)).not.toMatch(/kept|seen/);
		expect(await trigger.deactivate()).toBe(true);
	});

	it('a hook that is gone already is as good', async () => {
		await publish();
		const path = `/rest/v1.0/webhooks/hooks/${String(hooks()[0]?.id)}`;
		world.changeProcore({ do: 'as-person', method: 'DELETE', path, query: { project_id: projectId } });
		expect(await trigger.deactivate()).toBe(true);
	});

	it('Procore is down: the workflow is unpublished all the same, and the next activation removes the hook', async () => {
		await publish();
		const [first] = hooks();
		world.simulators.procore.faults.add({ kind: 'status', status: 500, path: '/webhooks/', times: 'always' });
		expect(await trigger.deactivate()).toBe(false);
		world.simulators.procore.faults.remove();
		expect(hooks()).toHaveLength(1);
		await publish({ projectIds: String(projectId), events: ['Budget Changes: create'] });
		expect(hooks().map(({ id }) => id === first?.id)).toEqual([false]);
	});
});

describe('a delivery', () => {
	it('starts the workflow with what it says, and nothing of the request', async () => {
		await publish();
		approve();
		await answered(1);
		expect(trigger.started).toEqual([
			[
				{
					eventId: expect.stringMatching(/^\w{26}$/) as string,
					...{ resource: 'Purchase Order Contracts', resourceId: String(contractId), eventType: 'update' },
					...{ projectId: String(projectId), companyId: String(world.simulators.dataset.procore.company.id) },
					userId: expect.stringMatching(/^\d+$/) as string,
					timestamp: expect.stringMatching(/^20.*Z$/) as string,
				},
			],
		]);
		expect(trigger.answers).toEqual([{ status: 200, body: { status: 'taken' } }]);
		expect(fieldsShown()).toEqual(Object.keys(trigger.started[0]?.[0] ?? {}));
	});

	it('says the same in format 4.0, of vendors of the company', async () => {
		await publish({ scope: 'company', events: ['Company Vendors: update'], options: { payloadVersion: 'v4.0' } });
		const [vendor] = state().vendors;
		world.changeProcore({ do: 'edit-vendor', id: Number(vendor?.id), set: { city: 'Ulm' } });
		await answered(1);
		expect(trigger.started[0]).toMatchObject([
			{ resource: 'Company Vendors', resourceId: String(vendor?.id), eventType: 'update', projectId: null },
		]);
	});

	it.each([
		['none', undefined],
		['an empty one', ''],
		['a wrong one', 'Bearer wrong'],
		['the right one cut short', 'short'],
	])('with %s as its header is refused, and nothing starts', async (_case, header) => {
		await publish();
		const given = header === 'short' ? secret().slice(0, -1) : header;
		expect((await trigger.call(given === undefined ? {} : { authorization: given }, event())).status).toBe(401);
		expect(trigger.started).toEqual([]);
	});

	it('to a workflow that was unpublished is refused, whatever its header', async () => {
		await publish();
		const header = secret();
		await trigger.deactivate();
		expect((await send(event(), header)).status).toBe(401);
		expect((await send(event(), 'undefined')).status).toBe(401);
	});

	it('with the secret of an earlier activation is refused', async () => {
		await publish();
		const header = secret();
		await publish({ events: ['Budget Changes: create'] });
		expect((await send(event(), header)).status).toBe(401);
		expect((await send(event())).status).toBe(200);
	});

	it('that comes once more is answered and starts nothing', async () => {
		await publish();
		approve();
		await answered(1);
		world.changeProcore({ do: 'repeat-delivery', hook: Number(hooks()[0]?.id) });
		await answered(2);
		expect(trigger.answers[1]).toEqual({
			status: 200,
			body: { status: 'ignored', message: 'It has been here before.' },
		});
		expect(trigger.started).toHaveLength(1);
	});

	it('several at the same moment start one run each, one that is the same only once', async () => {
		await publish();
		const stored = structuredClone(trigger.staticData);
		const ulids = ['A', 'B', 'A', 'C', 'B'];
		await Promise.all(
			ulids.map(async (ulid) => {
				// n8n reads what is stored for each before it has stored what the other has changed.
				trigger.staticData = structuredClone(stored);
				await send(event({ ulid }));
			}),
		);
		expect(trigger.started.map(([item]) => item?.eventId).sort()).toEqual(['A', 'B', 'C']);
		expect(trigger.staticData).toMatchObject({ 'node:Node': { seen: ['A', 'B', 'C'] } });
	});

	it('what is remembered does not grow for ever', async () => {
		await publish();
		const stored = () => trigger.staticData['node:Node'] as { seen: string[] };
		stored().seen = Array.from({ length: 1000 }, (_, count) => `event ${String(count)}`);
		for (const ulid of ['new 1', 'new 2', 'new 1', 'event 999']) await send(event({ ulid }));
		expect(trigger.started).toHaveLength(2);
		expect(stored().seen).toEqual([
			...Array.from({ length: 998 }, (_, count) => `event ${String(count + 2)}`),
			'new 1',
			'new 2',
		]);
	});

	const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
	it.each<[string, () => object, IDataObject, string | undefined]>([
		['of yesterday and an hour', () => ({ timestamp: ago(25) }), {}, 'It is older than 24 hours.'],
		['of twelve hours ago, when Procore gives up', () => ({ timestamp: ago(12.5) }), {}, undefined],
		[
			'of three hours ago, where two are set',
			() => ({ timestamp: ago(3) }),
			{ maximumAge: 2 },
			'It is older than 2 hours.',
		],
		['of tomorrow', () => ({ timestamp: ago(-24) }), {}, 'It is of the future.'],
		['of a clock that is two minutes ahead', () => ({ timestamp: ago(-1 / 30) }), {}, undefined],
		['of another company', () => ({ company_id: 1 }), {}, 'It is of another company.'],
		['of the sync itself', () => ({ user_id: serviceAccountId }), {}, 'It is a change of the sync itself.'],
		[
			'of the sync itself, where that is wanted',
			() => ({ user_id: serviceAccountId }),
			{ ignoreOwn: false },
			undefined,
		],
	])('%s', async (_case, more, options, message) => {
		await publish({ options });
		const { status, body } = await send(event(more()));
		expect([status, body]).toMatchObject([
			200,
			message === undefined ? { status: 'taken' } : { status: 'ignored', message },
		]);
		expect(trigger.started).toHaveLength(message === undefined ? 1 : 0);
	});

	it.each<[string, unknown]>([
		['nothing', {}],
		['a text', 'update'],
		['a list', [{}]],
		['no time', { timestamp: 'soon' }],
		['an ID that is none', { resource_id: '../me' }],
		['an endless ID of the event', { ulid: 'x'.repeat(1000) }],
		['no resource', { resource_name: undefined }],
		['an object for a word', { event_type: { __proto__: null } }],
	])('that is %s is refused', async (_case, more) => {
		await publish();
		const isPart = typeof more === 'object' && !Array.isArray(more) && Object.keys(more ?? {}).length > 0;
		expect((await send(isPart ? event(more as object) : more)).status).toBe(400);
		expect(trigger.started).toEqual([]);
	});

	it('of a change that the sync makes by the same credential starts nothing', async () => {
		await publish();
		const written = await world.procore({
			...{ resource: 'purchaseOrderContract', operation: 'void' },
			...{ projectId: { __rl: true, mode: 'id', value: String(projectId) } },
			contractId: { __rl: true, mode: 'id', value: String(contractId) },
		});
		expect(written.error).toBeUndefined();
		edit('By a person');
		await answered(hooks()[0]?.deliveries.length ?? 0);
		const bodies = trigger.answers.map(({ body }) => (body as IDataObject).message ?? 'taken');
		expect(new Set(bodies)).toEqual(new Set(['It is a change of the sync itself.', 'taken']));
		expect(trigger.started).toHaveLength(1);
	});
});
