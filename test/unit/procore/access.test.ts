import type { Finding } from '../../../nodes/shared/model';
import { company } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const tools = ['commitments', 'wbs', 'budget', 'invoicing'];
const check = async (simulated: Simulated, parameters: object = {}) => {
	const run = await simulated.run('company', 'checkAccess', { tools, projectIds: '', ...parameters });
	return { ...run, findings: run.rows as unknown as Finding[] };
};
const briefly = ({ area, subject, projectId, state }: Finding) =>
	[area, subject, projectId, state].filter(Boolean).join(' | ');

describe('Check Access', () => {
	it('finds that all fits, by one small request for each thing', async () => {
		const { findings, calls } = await check(company([1, 2]));
		expect(findings.map(briefly)).toEqual([
			expect.stringMatching(/^log-on \| .+ \| fits$/),
			'company | Directory | fits',
			'project | Project 1 | 1 | fits',
			'project | Project 2 | 2 | fits',
		]);
		expect(findings.every(({ system, todo }) => system === 'procore' && !todo)).toBe(true);
		expect(findings[2]?.what).toContain('Commitments, Admin (Work Breakdown Structure), Budget, Invoicing.');
		const looks = calls.filter(({ url }) => url.includes('per_page=1')).map(({ path }) => path.replace(/\d{2,}/, '*'));
		expect(new Set(looks)).toEqual(
			new Set([
				...['/rest/v1.0/vendors', '/rest/v1.0/purchase_order_contracts', '/rest/v1.0/requisitions'],
				...['1', '2'].map((id) => `/rest/v1.0/projects/${id}/work_breakdown_structure/wbs_codes`),
			]),
		);
		expect(calls.filter(({ url }) => url.includes('project_id=2'))).toHaveLength(2);
		expect(calls.every(({ method }) => method === 'GET')).toBe(true);
		expect(findings[0]?.subject).toBe('SAP Procore Sync');
		expect(calls[0]?.url).toMatch(/\/me\?company_id=\d+$/);
	});

	it('looks only at what is chosen, of the projects that are named, each once', async () => {
		const { findings, calls } = await check(company([1, 2, 3]), { tools: ['budget'], projectIds: '2,2,9' });
		expect(findings.slice(2).map(briefly)).toEqual([
			'project | Project 2 | 2 | fits',
			'project | Project 9 | 9 | missing',
		]);
		expect(findings[2]?.what).toContain(': Budget.');
		expect(findings[3]?.todo).toContain('Permitted Projects');
		expect(calls.filter(({ path }) => path.endsWith('/budget'))).toHaveLength(1);
	});

	it('names the tools of a project that cannot be read, with what to do', async () => {
		const simulated = company([1, 2]);
		for (const tool of ['commitments', 'budget'] as const)
			simulated.change({ do: 'set-tool', tool, enabled: false, project: 1 });
		const { findings } = await check(simulated);
		expect(findings.slice(2).map(briefly)).toEqual([
			'tool | Project 1 | 1 | missing',
			'project | Project 2 | 2 | fits',
		]);
		expect(findings[2]?.what).toMatch(/^Commitments, Budget, Invoicing cannot be read: /);
		expect(findings[2]?.todo).toContain('Commitments tool');
	});

	it('leaves out projects that are not active, unless they are named, and says where there is none', async () => {
		const projects = [{ id: 1, name: 'Old', project_number: '1', active: false }];
		const none = await check(company([1], { projects }));
		expect(none.findings.slice(2).map(briefly)).toEqual(['project | Permitted projects | missing']);
		expect(none.findings[2]?.todo).toContain('Permitted Projects');
		expect((await check(company([1], { projects }), { projectIds: '1' })).findings.slice(2).map(briefly)).toEqual([
			'project | Old | 1 | fits',
		]);
	});

	it.each([
		['/rest/v1.0/me', 'log-on', 'to be installed in the company', 1],
		['/rest/v1.0/vendors', 'company | Directory', 'Read Only on the company-level Directory tool', 3],
		['/rest/v1.1/projects', 'company | Portfolio', 'Read Only on the company-level Portfolio tool', 3],
		['/rest/v1.0/purchase_order_contracts', 'tool | ', 'Read Only on the project-level Commitments tool', 3],
		['/rest/v1.0/requisitions', 'tool | ', 'Read Only on the project-level Commitments and Invoicing tools', 3],
		['/rest/v1.0/projects/1/budget', 'tool | ', 'Read Only on the project-level Budget tool', 3],
		['/wbs_codes', 'tool | ', 'Read Only on the project-level Admin tool', 3],
	])('that may not read %s says so, and what is needed', async (path, missing, needed, count) => {
		const simulated = company([1]);
		simulated.fault = ({ url }) => (new URL(url).pathname.endsWith(path) ? { status: 403 } : undefined);
		const { findings } = await check(simulated);
		const [found, ...more] = findings.filter(({ state }) => state === 'missing');
		expect([found && briefly(found), more]).toEqual([expect.stringContaining(missing), []]);
		expect(found).toMatchObject({ system: 'procore', todo: expect.stringContaining(`needs ${needed}`) as string });
		// Without a log-on nothing else can be told; without the list of projects nothing of them.
		expect(findings).toHaveLength(count);
	});

	it('says of the tools that they were not checked while Procore is down, and asks for no further project', async () => {
		const simulated = company([1, 2]);
		const asked: string[] = [];
		simulated.fault = ({ url }) => {
			if (url.includes('/budget')) asked.push(url);
			return url.includes('/budget') ? { status: 503 } : undefined;
		};
		const { rows } = await check(simulated);
		const what = expect.stringMatching(/Its tools were not checked: Procore is not available/) as unknown;
		expect(rows.filter(({ state }) => state !== 'fits')).toMatchObject([
			{ state: 'unchecked', projectId: '1', what },
			{ state: 'unchecked', projectId: '2', what },
		]);
		expect(new Set(asked).size).toBe(1);
	});
});
