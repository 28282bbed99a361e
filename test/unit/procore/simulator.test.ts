import type { IDataObject } from 'n8n-workflow';
import type { ProcoreSimulatorOptions } from '../../../simulators/procore/index.ts';
import { desired } from './fakes';
import { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const json = (value: object) => structuredClone(value) as IDataObject;

/** The node against a simulated company with a few vendors. */
function connected(options: Partial<ProcoreSimulatorOptions> = {}) {
	return new Simulated({
		projects: [
			{ id: 1, name: 'Bridge', project_number: 'P1', active: true },
			{ id: 2, name: 'Depot', project_number: 'P2', active: false },
		],
		vendors: [
			{ id: 11, name: 'Supplier 1', city: 'Berlin', country_code: 'DE', notes: 'Call first' },
			{ id: 12, name: 'Supplier 2', origin_id: 'sap:S4P:supplier:2', is_active: false },
			{ id: 13, name: 'Supplier 3', origin_id: 'other:3' },
		],
		...options,
	});
}

describe('against the simulator', () => {
	it('reads projects and vendors by every filter', async () => {
		const company = connected();
		const filters = { updatedFrom: '2020-01-01T00:00:00Z', status: 'All', name: 'Depot', projectNumber: 'P2' };
		expect((await company.run('project', 'getAll', { returnAll: true, simplify: true, filters })).rows).toMatchObject([
			{ id: 2, active: false },
		]);
		const all = await company.run('vendor', 'getAll', { returnAll: true, simplify: false, filters: { status: 'All' } });
		expect(all.rows.map(({ id, is_active }) => [id, is_active])).toEqual([
			[11, true],
			[13, true],
			[12, false],
		]);
		const found = { search: 'supplier', ids: '11,13', originId: 'other:3', updatedFrom: '2020-01-01T00:00:00Z' };
		expect((await company.run('vendor', 'getAll', { limit: 9, simplify: true, filters: found })).rows).toMatchObject([
			{ id: 13 },
		]);
		expect((await company.run('vendor', 'get', { vendorId: '12', simplify: true })).rows).toMatchObject([
			{ id: 12, isActive: false },
		]);
		expect((await company.run('vendor', 'get', { vendorId: '99', simplify: true })).rows).toMatchObject([
			{ reason: 'not_found' },
		]);
	});

	it('follows pages', async () => {
		const vendors = Array.from({ length: 25 }, (_, index) => ({ id: index + 1, name: `V${index}` }));
		const company = connected({ vendors, maxPerPage: { vendors: 10 } });
		const { rows, calls } = await company.run('vendor', 'getAll', { returnAll: true, simplify: true });
		expect(rows).toHaveLength(25);
		expect(calls).toHaveLength(3);
	});

	it('creates, updates and adds to a project', async () => {
		const company = connected();
		const additionalFields = { countryCode: 'DE', stateCode: 'BW', emailAddress: 'a@example.com', isActive: true };
		const [made] = (await company.run('vendor', 'create', { name: 'New', additionalFields })).rows;
		expect(made).toMatchObject({ name: 'New', country_code: 'DE' });
		const vendorId = String(made?.id);
		expect((await company.run('vendor', 'update', { vendorId, updateFields: { city: 'Ulm' } })).rows).toMatchObject([
			{ name: 'New', city: 'Ulm' },
		]);
		expect((await company.run('vendor', 'addToProject', { vendorId, projectId: '1' })).rows).toEqual([
			{ added: true, projectId: '1', vendorId },
		]);
	});

	it('upserts many, and has nothing to do the second time', async () => {
		const company = connected();
		const [first] = (await company.run('vendor', 'getAll', { limit: 1, simplify: false, filters: { ids: '11' } })).rows;
		const wanted = [
			json({
				...desired(1, { paymentTerms: 'Net 30', taxId: { type: 'ein', identifier: '12-3456789' } }),
				observed: first,
			}),
			json(desired(2, { active: true })),
			json(desired(4, { region: 'ZZ' })),
			json(desired(5)),
		];
		const { outcomes, calls } = await company.run('vendor', 'upsertMany', { dryRun: false }, wanted);
		expect(outcomes.map(({ action, status }) => [action, status])).toEqual([
			['link', 'synced'],
			['update', 'synced'],
			['create', 'failed'],
			['create', 'synced'],
		]);
		expect(outcomes[2]).toMatchObject({
			reason: 'procore_rejected',
			message: expect.stringContaining('State') as unknown,
		});
		expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /rest/v1.0/vendors',
			'GET /rest/v1.0/companies/4714/vendors/inactive',
			'PATCH /rest/v1.0/companies/4714/vendors/inactive/12',
			'PATCH /rest/v1.0/vendors/sync',
		]);
		const { vendors } = company.state<{ vendors: IDataObject[] }>();
		expect(vendors.find(({ id }) => id === 11)).toMatchObject({
			origin_id: 'sap:S4P:supplier:1',
			notes: 'Call first\nSAP payment terms: Net 30',
			city: 'Walldorf',
		});
		expect(vendors.find(({ id }) => id === 12)).toMatchObject({ is_active: true });

		const again = { ...wanted[0] };
		delete again.observed;
		const second = await company.run('vendor', 'upsertMany', { dryRun: false }, [
			again,
			wanted[1] ?? {},
			wanted[3] ?? {},
		]);
		expect(second.rows.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged']);
		expect(second.calls.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('keeps within the limits', async () => {
		const company = connected({ limits: true, hourlyLimit: 3, spikeLimit: 25 });
		const items = Array.from({ length: 6 }, (_, index) => json({ ...desired(100 + index), observed: null }));
		const { rows, calls } = await company.run(
			'vendor',
			'upsertMany',
			{ dryRun: false, options: { batchSize: 1, maximumWait: 30 } },
			items,
		);
		expect(rows.map(({ status }) => status)).toEqual(['synced', 'synced', 'synced', 'waiting', 'waiting', 'waiting']);
		expect(calls).toHaveLength(3);
	});
});
