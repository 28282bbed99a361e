import { sapProjectSchema, wbsElementSchema } from '../../nodes/shared/model';
import { failed, goOn, jsonOf, World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const getMany = (resource: string, filters: object = {}, more: object = {}) => ({
	resource,
	operation: 'getAll',
	returnAll: true,
	filters,
	...more,
});
const sap = () => world.simulators.dataset.sap;
const projectOf = (uuid: string) => sap().projects.find(({ ProjectUUID }) => ProjectUUID === uuid);

describe('WBS Element > Get Many', () => {
	const read = async (filters: object = {}, more: object = {}) =>
		jsonOf((await world.sap(getMany('wbsElement', filters, more))).outputs[0]);

	it('every element with the project it belongs to, in one call', async () => {
		const elements = await read();
		expect(world.calls('sap')).toHaveLength(1);
		expect(elements.map(({ wbsElement }) => wbsElement)).toEqual(
			sap()
				.wbsElements.map(({ ProjectElement }) => ProjectElement)
				.sort(),
		);
		for (const element of elements) expect(wbsElementSchema.parse(element)).toEqual(element);
		const [source] = sap().wbsElements;
		expect(elements.find(({ wbsElement }) => wbsElement === source?.ProjectElement)).toEqual({
			wbsElement: source?.ProjectElement,
			internalId: source?.WBSElementInternalID,
			description: source?.ProjectElementDescription,
			project: projectOf(source?.ProjectUUID ?? '')?.Project,
			companyCode: source?.CompanyCode,
			responsibleCostCenter: source?.ResponsibleCostCenter,
			isBillingElement: false,
			changedAt: new Date(String(source?.LastChangeDateTime)).toISOString(),
		});
	});

	it('internal IDs become the IDs that people know; one that SAP does not have fails by its number', async () => {
		const [a, b] = sap().wbsElements;
		const internalIds = `0000${a?.WBSElementInternalID ?? ''}, ${b?.WBSElementInternalID ?? ''}, 999999`;
		const { outputs } = await world.sap(getMany('wbsElement', { internalIds }), goOn);
		expect(jsonOf(outputs[0]).map(({ wbsElement }) => wbsElement)).toEqual([a?.ProjectElement, b?.ProjectElement]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP has no WBS element 999999',
			details: { entity: 'project', sapKey: '999999', reason: 'not_found' },
		});
	});

	it('of projects: exactly theirs, a project whose ID begins the same left out; none of an unknown one', async () => {
		const [project] = sap().projects;
		const expected = sap().wbsElements.filter(({ ProjectUUID }) => ProjectUUID === project?.ProjectUUID);
		const elements = await read({ projects: project?.Project.toLowerCase() });
		expect(elements.map(({ wbsElement }) => wbsElement)).toEqual(
			expected.map(({ ProjectElement }) => ProjectElement).sort(),
		);
		expect(new Set(elements.map((element) => element.project))).toEqual(new Set([project?.Project]));
		expect(await read({ projects: 'P-0' })).toEqual([]);
	});

	it('by ID, company code, window and limit', async () => {
		const [first] = sap().wbsElements;
		const { outputs } = await world.sap(
			getMany('wbsElement', { wbsElements: `${first?.ProjectElement ?? ''}, P-0.0` }),
			goOn,
		);
		expect(jsonOf(outputs[0]).map(({ wbsElement }) => wbsElement)).toEqual([first?.ProjectElement]);
		expect(failed(outputs[1]?.[0]).error).toBe('SAP has no WBS element P-0.0');
		const inCode = sap().wbsElements.filter(({ CompanyCode }) => CompanyCode === '1010');
		expect(await read({ companyCodes: '1010' })).toHaveLength(inCode.length);
		expect(await read({ changedFrom: '2030-01-01' })).toEqual([]);
		expect(await read({ changedFrom: '2000-01-01', changedTo: '2030-01-01' })).toHaveLength(sap().wbsElements.length);
		expect(await read({}, { returnAll: false, limit: 3, options: { pageSize: 2 } })).toHaveLength(3);
	});

	it('simplify off gives SAP’s own record', async () => {
		const [record] = await read({}, { returnAll: false, limit: 1, simplify: false });
		expect(record).toMatchObject({ to_EnterpriseProject: { Project: expect.anything() as unknown } });
	});
});

describe('Project > Get Many', () => {
	const read = async (filters: object = {}, more: object = {}) =>
		jsonOf((await world.sap(getMany('project', filters, more))).outputs[0]);

	it('every project with its currency, in one call', async () => {
		const projects = await read();
		expect(world.calls('sap')).toHaveLength(1);
		expect(projects.map(({ project, currency }) => [project, currency])).toEqual(
			sap()
				.projects.map(({ Project, ProjectCurrency }) => [Project, ProjectCurrency])
				.sort(),
		);
		for (const project of projects) expect(sapProjectSchema.parse(project)).toEqual(project);
	});

	it('by ID and by company code; one that SAP does not have fails by its ID', async () => {
		const { outputs } = await world.sap(getMany('project', { projects: 'P-1001, P-0' }), goOn);
		expect(jsonOf(outputs[0]).map(({ project }) => project)).toEqual(['P-1001']);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP has no project P-0',
			details: { entity: 'project', sapKey: 'P-0', reason: 'not_found' },
		});
		const inCode = sap().projects.filter(({ CompanyCode }) => CompanyCode === '1010');
		expect(await read({ companyCodes: '1010' })).toHaveLength(inCode.length);
	});

	it('a service that is not activated is named with its scenario', async () => {
		world.changeSap({ do: 'set-service', service: 'API_ENTERPRISE_PROJECT_SRV', active: false });
		const { outputs } = await world.sap(getMany('project'), goOn);
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toContain('SAP_COM_0308');
	});
});
