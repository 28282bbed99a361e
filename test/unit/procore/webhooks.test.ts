import {
	createHook,
	deleteHook,
	eventsOf,
	hooksTo,
	ownUserId,
	type NewHook,
} from '../../../nodes/Procore/objects/webhook';
import { company } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const bare = {
	namespace: 'n8n-1',
	url: 'https://n8n.example.com/webhook/1',
	authorization: 'Bearer secret',
	payloadVersion: 'v2',
};
interface Hook {
	id: number;
	namespace: string;
	destination_url: string;
}
const hooks = (simulated: Simulated) => simulated.state<{ webhooks: Hook[] }>().webhooks;

describe.each([
	['of the company', '', 'Company Vendors'],
	['of a project', '1', 'Purchase Order Contracts'],
])('a hook %s', (_, scope, resource) => {
	const hook: NewHook = {
		...bare,
		events: [
			{ resource, type: 'create' },
			{ resource, type: 'update' },
		],
	};

	it('is made with the events that it is to hear of, and found again by namespace and address', async () => {
		const simulated = company([1]);
		const { client, calls } = await simulated.connect();
		const id = await createHook(client, scope, hook);
		const where = scope === '' ? { company_id: Number(client.companyId) } : { project_id: 1 };
		expect(calls[0]?.body).toEqual({
			...where,
			hook: {
				...{ api_version: 'v2', namespace: 'n8n-1', destination_url: hook.url },
				destination_headers: { Authorization: 'Bearer secret' },
			},
		});
		expect(calls[1]?.body).toMatchObject({ ...where, api_version: 'v2' });
		expect(await eventsOf(client, scope, id)).toEqual(hook.events);
		expect(await hooksTo(client, scope, hook)).toEqual([id]);
		expect(await hooksTo(client, scope, { ...hook, url: 'https://elsewhere.example.com' })).toEqual([]);
		expect(await hooksTo(client, scope, { ...hook, namespace: 'other' })).toEqual([]);
		expect(await hooksTo(client, scope === '' ? '1' : '', hook)).toEqual([]);
	});

	it('is deleted; one that somebody has deleted is as good, and any other trouble is told', async () => {
		const simulated = company([1]);
		const { client } = await simulated.connect();
		const id = await createHook(client, scope, hook);
		simulated.fault = () => ({ status: 403 });
		await expect(deleteHook(client, scope, id)).rejects.toThrow();
		simulated.fault = () => undefined;
		await deleteHook(client, scope, id);
		expect(hooks(simulated)).toEqual([]);
		await expect(deleteHook(client, scope, id)).resolves.toBeUndefined();
	});

	it('of which an event is refused goes again, and what is told is the refusal', async () => {
		for (const alsoUndeletable of [false, true]) {
			const simulated = company([1]);
			const { client } = await simulated.connect();
			simulated.fault = ({ url, method }, count) =>
				(url.includes('/triggers') && count > 2) || (alsoUndeletable && method === 'DELETE')
					? { status: 422 }
					: undefined;
			await expect(createHook(client, scope, hook)).rejects.toMatchObject({ httpCode: '422' });
			expect(hooks(simulated)).toHaveLength(alsoUndeletable ? 1 : 0);
		}
	});
});

it('knows by whose edits it is not to be woken, or says that Procore does not tell', async () => {
	const simulated = company([1]);
	const { client, calls } = await simulated.connect();
	expect(await ownUserId(client)).toMatch(/^\d+$/);
	expect(calls[0]?.url).toContain(`company_id=${client.companyId}`);
	const other = company([1]);
	jest.spyOn(other.simulator, 'handle').mockImplementation(() => ({ status: 200, headers: {}, body: {} }) as never);
	await expect(ownUserId((await other.connect()).client)).rejects.toThrow();
});
