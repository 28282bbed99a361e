import { tablesWith } from '../support/madeReports.ts';
import { openPage, readRequest, textOf, webhook } from '../support/pages.ts';

const projects = [
	{ project_id: '2201', project_name: 'Tower', sap_project: 'P-1001', active: true, sync_enabled: true },
	{ project_id: '2202', project_name: 'Depot', sap_project: 'P-2001', active: true, sync_enabled: true },
	{ project_id: '2203', project_name: 'Closed', sap_project: 'P-3001', active: true, sync_enabled: false },
];
const keys = { company_code: '1010', gl_account: '63000000', cost_center: '', wbs_element: 'P-2001.1.2' };
const rows = [
	{ ...keys, cost_code: '' },
	{ ...keys, wbs_element: 'P-2001.1.1', cost_code: '03-100', cost_type: 'M' },
	{ ...keys, wbs_element: 'P-1001.1.1', cost_code: '04-200', cost_type: 'M' },
];
const some = async () => await tablesWith({ projects, cost_codes: rows });
const pair = (costCode: string, costType: string, costCodeName = '', costTypeName = '') => ({
	...{ costCode, costType, costCodeName, costTypeName },
});
const ofProcore = [
	{
		read: 'codes',
		record: { projectId: '2202', codes: [pair('03-100', 'M', 'Concrete', 'Material'), pair('09-900', 'S')] },
	},
	{ read: 'codes', record: { projectId: '2201', codes: [] } },
];

describe('Cost codes of projects on the page Mapping', () => {
	it('until they were read, it suggests only what the map has in that project, and says so', async () => {
		const html = await openPage(await some(), { page: 'mapping' });
		expect(textOf(html)).toContain('The cost codes of the projects have not been read from Procore');
		expect(textOf(html)).toContain('03-100 / M G/L account 63000000 has it in row 2 for this project.');
		expect(html).not.toContain('code=04-200');
	});

	it('are read once somebody asks for it, by what waits, and kept with their time', async () => {
		const tables = await some();
		const query = { page: 'mapping', codes: 'refresh', after: '2026-01-01T00:00:00.000Z' };
		const { report } = await readRequest(tables, webhook(query));
		expect(report).toMatchObject({ procoreReads: ['codes'], projectIds: ['2202', '2201'], procoreRequests: 300 });
		await openPage(tables, query, { procore: ofProcore });
		expect(tables.rows('sap_procore_project_codes')).toHaveLength(2);
		const html = await openPage(tables, { page: 'mapping' });
		expect(textOf(html)).toMatch(/Cost codes as Procore had them at \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
		expect(textOf(html)).toContain('03-100 / M Concrete · Material: ');
		expect(html).toContain('<option value="09-900 / S">');
		// Opening the same address again does not read them again.
		expect((await readRequest(tables, webhook(query))).report).toMatchObject({ projectIds: [] });
	});

	it('what could not be read is named, and what was read before stays', async () => {
		const tables = await some();
		const query = { page: 'mapping', codes: 'refresh' };
		await openPage(tables, query, { procore: ofProcore });
		const failed = { error: 'The quota is used up', details: { read: 'codes', projectId: '2202' } };
		const html = await openPage(tables, query, { procore: [failed] });
		expect(textOf(html)).toContain('Cost codes could not be read: The quota is used up');
		expect(textOf(html)).toContain('03-100 / M Concrete · Material: ');
	});

	it('rows of the table that nobody can read count as not read', async () => {
		const tables = await some();
		tables.addRows('sap_procore_project_codes', [{ customer: 'acme', project_id: '2202', codes: '{', read_at: 'x' }]);
		expect(textOf(await openPage(tables, { page: 'mapping' }))).toContain('have not been read from Procore');
	});
});
