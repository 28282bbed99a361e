import type { Finding } from '../../nodes/shared/model';
import { goOn, jsonOf, World } from '../support/world.ts';

const check = { resource: 'system', operation: 'check' };
const access = { resource: 'company', operation: 'checkAccess' };

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const findings = (items: object[]) => items as Finding[];
const sap = async (more: object = {}) => findings(jsonOf((await world.sap({ ...check, ...more })).outputs[0]));
const procore = async (more: object = {}) => findings(jsonOf((await world.procore({ ...access, ...more })).outputs[0]));
const missing = (all: Finding[]) => all.filter(({ state }) => state !== 'fits');

describe('SAP S/4HANA > System > Check', () => {
	it('finds that everything is there, with reads only: two a service', async () => {
		const all = await sap();
		expect(all.map(({ area, subject, state }) => `${area} ${subject} ${state}`)).toEqual([
			`log-on ${new URL(world.simulators.sap.url).host} fits`,
			'service API_COSTCENTER_SRV fits',
			'service API_GLACCOUNTINCHARTOFACCOUNTS_SRV fits',
			'service API_FINPLANNINGENTRYITEM_SRV fits',
			'service API_ENTERPRISE_PROJECT_SRV fits',
			'service API_GLACCOUNTLINEITEM fits',
			'service API_PURCHASEORDER_2 fits',
			'service API_PURCHASEREQUISITION_2 fits',
			'service API_BUSINESS_PARTNER fits',
		]);
		expect(world.calls('sap')).toHaveLength(16);
		expect(world.calls('sap').every(({ method }) => method === 'GET')).toBe(true);
	});

	it('names a service that is not activated, and what to set up', async () => {
		world.changeSap({ do: 'set-service', service: 'API_ENTERPRISE_PROJECT_SRV', active: false });
		expect(missing(await sap())).toMatchObject([
			{ area: 'service', subject: 'API_ENTERPRISE_PROJECT_SRV', todo: expect.stringContaining('SAP_COM_0308') },
		]);
	});

	it('names a field that this SAP release does not have', async () => {
		world.changeSap({
			do: 'hide-property',
			service: 'API_PURCHASEORDER_2',
			set: 'PurchaseOrderItem',
			property: 'NetAmount',
		});
		expect(missing(await sap())).toMatchObject([
			{
				area: 'fields',
				subject: 'API_PURCHASEORDER_2',
				what: 'The entity set PurchaseOrderItem has no field NetAmount.',
			},
		]);
	});

	it('looks only at what is going to be read', async () => {
		world.changeSap({ do: 'set-service', service: 'API_ENTERPRISE_PROJECT_SRV', active: false });
		expect(missing(await sap({ documents: ['supplier'] }))).toEqual([]);
	});

	it('stops after one refused log-on, before SAP locks the user', async () => {
		world.sapCredential.data.clientSecret = 'wrong';
		const all = await sap();
		expect(all).toMatchObject([{ area: 'log-on', state: 'missing' }]);
		expect(world.simulators.sap.traffic.entries('sap').filter(({ url }) => url.includes('/oauth'))).toHaveLength(1);
	});

	it('says in one finding that SAP cannot be reached', async () => {
		world.fault('sap', { kind: 'status', status: 503, times: 100 });
		expect(await sap()).toMatchObject([{ area: 'log-on', state: 'missing' }]);
	});
});

describe('Procore > Company > Check Access', () => {
	it('finds that everything is there: three calls, and one a project and tool', async () => {
		const all = await procore();
		expect(missing(all)).toEqual([]);
		const projects = all.filter(({ area }) => area === 'project');
		expect(projects).toHaveLength(15);
		expect(world.calls('procore')).toHaveLength(3 + projects.length * 4);
		expect(world.calls('procore').every(({ method }) => method === 'GET')).toBe(true);
	});

	it('names the project in which a tool is switched off, and goes on with the others', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'commitments', enabled: false, project: 2204 });
		const all = await procore();
		expect(missing(all)).toMatchObject([
			{
				area: 'tool',
				projectId: '2204',
				what: expect.stringContaining('Commitments, Invoicing cannot be read'),
				todo: expect.stringContaining('switched on in the project'),
			},
		]);
		expect(all.filter(({ area }) => area === 'project')).toHaveLength(14);
	});

	it('names a project of the roster that the app may not see, without asking for its tools', async () => {
		world.changeProcore({ do: 'delete-project', id: 2203 });
		const all = await procore({ projectIds: '2201,2203' });
		expect(missing(all)).toMatchObject([
			{ area: 'project', projectId: '2203', todo: expect.stringContaining('Permitted Projects') },
		]);
		expect(world.calls('procore')).toHaveLength(3 + 4);
	});

	it('names the directory that may not be read', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'directory', enabled: false });
		expect(missing(await procore({ projectIds: '2201' }))).toMatchObject([{ area: 'company', subject: 'Directory' }]);
	});

	it('says in one finding that the app is not in the company', async () => {
		world.changeProcore({ do: 'set-connected', connected: false });
		expect(await procore()).toMatchObject([{ area: 'log-on', state: 'missing' }]);
	});

	it('reports nothing about permissions while Procore is down', async () => {
		world.fault('procore', { kind: 'status', status: 503, times: 100 });
		const { outputs } = await world.procore(access, goOn);
		expect(outputs[1]?.[0]?.json).toMatchObject({ details: { reason: 'system_unavailable' } });
	});
});
