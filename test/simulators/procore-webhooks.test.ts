import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serviceAccountId } from '../../simulators/procore/token.ts';
import { companyId } from './procore-harness.ts';
import { startFinancials, type Financials } from './procore-finance.ts';

interface Received {
	authorization: string | undefined;
	body: Record<string, unknown>;
}

let sim: Financials;
let server: Server;
let url = '';
let received: Received[];
/** Statuses of the next answers; 200 when there is none left. */
let answers: number[];

async function bodyOf(request: IncomingMessage): Promise<Received['body']> {
	let text = '';
	for await (const part of request) text += String(part);
	return JSON.parse(text) as Received['body'];
}

beforeEach(async () => {
	sim = await startFinancials();
	[received, answers] = [[], []];
	server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			received.push({ authorization: request.headers.authorization, body });
			response.writeHead(answers.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`;
});
afterEach(async () => {
	await sim.close();
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
});

const path = '/rest/v1.0/webhooks/hooks';
const project = { project_id: 101 };
const company = { company_id: companyId };
type Scope = typeof project | typeof company;

const hook = (more: object = {}) => ({
	...{ api_version: 'v2', namespace: 'acme-sync', destination_url: url },
	...{ destination_headers: { Authorization: 'Bearer secret-12345' }, ...more },
});
const create = async (scope: object, more?: object) => await sim.api.post(path, { ...scope, hook: hook(more) });
const listen = async (id: number, scope: Scope, resource: string, type: string, version = 'v2') =>
	await sim.api.post(`${path}/${String(id)}/triggers`, {
		...{ ...scope, api_version: version, trigger: { resource_name: resource, event_type: type } },
	});
async function arrived(count: number): Promise<Received[]> {
	for (let left = 300; received.length < count && left > 0; left--)
		await new Promise((resolve) => setTimeout(resolve, 10));
	expect(received).toHaveLength(count);
	return received;
}
const approve = async () => await sim.change({ do: 'set-contract-status', id: 501, status: 'Approved' });

describe('webhooks', () => {
	it('a hook shows its header masked, is found in its namespace and scope, and goes for good', async () => {
		const { status, data } = await create(project);
		expect([status, data]).toMatchObject([
			201,
			{
				...{ api_version: 'v2', namespace: 'acme-sync', destination_url: url, owned_by_project_id: 101 },
				...{ owned_by_company_id: null, destination_headers: { Authorization: '**************12345' } },
			},
		]);
		const list = async (params: object) => (await sim.api.get(path, { params })).data;
		expect(await list({ ...project, namespace: 'acme-sync' })).toHaveLength(1);
		expect(await list({ ...company, namespace: 'acme-sync' })).toEqual([]);
		expect(await list(project)).toEqual([]);
		const one = `${path}/${String(data.id)}`;
		expect((await sim.api.delete(one, { params: company })).status).toBe(404);
		expect((await sim.api.delete(one, { params: project })).status).toBe(200);
		expect((await sim.api.delete(one, { params: project })).status).toBe(404);
	});

	it.each([
		['no scope', {}, {}, 400],
		['two scopes', { ...project, ...company }, {}, 400],
		['a project that the app may not see', { project_id: 104 }, {}, 404],
		['another company', { company_id: 9999 }, {}, 403],
		['a namespace with capitals', project, { namespace: 'Acme' }, 422],
		['an address without https', project, { destination_url: 'http://n8n.example.com/hook' }, 422],
		['no address', project, { destination_url: 'hook' }, 422],
		['an unknown payload version', project, { api_version: 'v9' }, 400],
		['another header', project, { destination_headers: { 'X-Key': '1' } }, 400],
	])('%s is refused', async (_case, scope, more, status) => {
		expect((await create(scope, more)).status).toBe(status);
	});

	it('a second hook of a namespace is refused, unless it is set otherwise', async () => {
		await create(project);
		expect((await create(project)).status).toBe(422);
		expect((await create(company)).status).toBe(201);
		await sim.change({ do: 'set-one-hook-per-namespace', on: false });
		expect((await create(project)).status).toBe(201);
	});

	it('without the permission for webhooks every call is refused', async () => {
		await sim.change({ do: 'set-tool', tool: 'webhooks', enabled: false });
		expect((await create(company)).status).toBe(403);
		expect((await sim.api.get(path, { params: company })).status).toBe(403);
	});

	it('a trigger names what the scope offers, once, in the version of its hook', async () => {
		const { id } = (await create(project)).data;
		const made = await listen(id, project, 'Purchase Order Contracts', 'update');
		expect([made.status, made.data]).toMatchObject([
			201,
			{ webhook_hook_id: id, resource_name: 'Purchase Order Contracts', event_type: 'UPDATE', project_id: 101 },
		]);
		for (const [scope, resource, type, version, status] of [
			[project, 'Purchase Order Contracts', 'update', 'v2', 422],
			[project, 'Purchase Order Contracts', 'create', 'v4.0', 422],
			[project, 'Company Vendors', 'update', 'v2', 422],
			[project, 'Project Vendors', 'update', 'v2', 422],
			[project, 'Purchase Order Contracts', 'approve', 'v2', 400],
			[company, 'Company Vendors', 'update', 'v2', 404],
		] as const)
			expect((await listen(id, scope, resource, type, version)).status).toBe(status);
		expect((await sim.api.get(`${path}/${String(id)}/triggers`, { params: project })).data).toHaveLength(1);
	});

	it('what a hook listens to is delivered once a call with its header, and nothing else', async () => {
		const { id } = (await create(project)).data;
		await listen(id, project, 'Purchase Order Contracts', 'update');
		await sim.change({ do: 'edit-vendor', id: 11, set: { city: 'Ulm' } });
		await approve();
		const [only] = await arrived(1);
		expect(only).toMatchObject({
			authorization: 'Bearer secret-12345',
			body: {
				...{ api_version: 'v2.0', event_type: 'update', resource_name: 'Purchase Order Contracts' },
				...{ resource_id: 501, project_id: 101, company_id: companyId, timestamp: '2026-03-01T08:00:00.000Z' },
				...{ ulid: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/), metadata: { source_application_id: null } },
			},
		});
		expect((await sim.api.get(`${path}/${String(id)}/deliveries`, { params: project })).data).toMatchObject([
			{ outcome: 'ok', response_status: 200, event: { resource_id: 501 } },
		]);
	});

	it('vendors are events of the company, with the app as their source where it did it, in format 4.0', async () => {
		const { id } = (await create(company, { api_version: 'v4.0' })).data;
		await listen(id, company, 'Company Vendors', 'update', 'v4.0');
		await sim.api.patch('/rest/v1.0/vendors/11', { ...company, vendor: { name: 'Alpha Steel', city: 'Ulm' } });
		const [only] = await arrived(1);
		expect(only?.body).toEqual({
			...{ id: expect.stringMatching(/^\w{26}$/), timestamp: '2026-03-01T08:00:00.000Z', reason: 'update' },
			...{ company_id: String(companyId), project_id: null, user_id: String(serviceAccountId) },
			...{ resource_type: 'Company Vendors', resource_id: '11' },
		});
	});

	it('a delivery that fails comes again after a second, and those behind it wait', async () => {
		const { id } = (await create(project)).data;
		await listen(id, project, 'Purchase Order Contracts', 'update');
		answers = [500];
		await approve();
		await sim.change({ do: 'set-contract-status', id: 501, status: 'Closed' });
		const [first, again, second] = await arrived(3);
		expect(again?.body).toEqual(first?.body);
		expect(second?.body.ulid).not.toBe(first?.body.ulid);
	});

	it('an event comes once more where its answer was lost', async () => {
		const { id } = (await create(project)).data;
		await listen(id, project, 'Purchase Order Contracts', 'update');
		await approve();
		await arrived(1);
		await sim.change({ do: 'repeat-delivery', hook: id });
		const [first, again] = await arrived(2);
		expect(again).toEqual(first);
	});
});
