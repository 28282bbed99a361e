import type { IDataObject } from 'n8n-workflow';
import { connect } from '../../../nodes/Procore/api/client';
import { findVendor, isMissingVendor, rememberVendor } from '../../../nodes/Procore/objects/vendor/directory';
import { additionalVendorFields, toVendorBody, vendorUpdateFields } from '../../../nodes/Procore/objects/vendor/fields';
import { listVendors, type VendorFilters } from '../../../nodes/Procore/objects/vendor/list';
import { simplifyVendor } from '../../../nodes/Procore/objects/vendor/record';
import type { DesiredVendor } from '../../../nodes/shared/model';
import { outcomeSchema } from '../../../nodes/shared/model';
import { adviceOf } from '../../../nodes/shared/reasons';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { accepted, desired, fake, updatesOf, type FakeRequest, type Handler } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const json = (value: object) => structuredClone(value) as IDataObject;
const takesAll: Handler = (request) => ({ body: { entities: accepted(updatesOf(request)), errors: [] } });
async function upsert(items: Array<Partial<DesiredVendor>>, handler: Handler = takesAll, parameters: object = {}) {
	const { context, requests } = fake({
		...{ goesOn: true, handler, items: items.map(json) },
		parameters: { resource: 'vendor', operation: 'upsertMany', dryRun: false, ...parameters },
	});
	const [made = []] = await new Procore().execute.call(context);
	const outcomes = made.map(({ json: row }) => outcomeSchema.parse('error' in row ? row.details : row));
	return { outcomes, requests, writes: requests.filter(({ method }) => method === 'PATCH').map(updatesOf) };
}
const observed = (id: number, more: object = {}) => ({
	id,
	name: `Supplier ${id}`,
	origin_id: null,
	notes: null,
	...more,
});

describe('The list of vendors', () => {
	const inactive = [
		{ id: 21, name: 'Old Steel', updated_at: '2026-09-15T00:00:00Z' },
		{ id: 22, name: 'Other', notes: 'sold STEEL once', origin_id: 'sap:x' },
		{ id: 23, name: 'Coded', origin_code: 'st-eel' },
		{ id: 24, name: 'Registered', business_register: { identifier: 'DE steel 7' } },
		{ id: 25, name: null },
	];
	const activeOnes = [
		{ id: 11, name: 'New Steel' },
		{ id: 12, name: 'Half gone', is_active: false },
	];
	const list = async (filters: VendorFilters, limit?: number) => {
		const { context, requests } = fake({
			handler: ({ url }) => ({ body: url.includes('/inactive') ? inactive : activeOnes }),
		});
		const rows = await listVendors(await connect(context), filters, limit);
		return { rows, ids: rows.map(({ id }) => id), requests };
	};

	it.each<[VendorFilters, number[]]>([
		[{}, [11]],
		[{ status: 'All' }, [11, 12, 21, 22, 23, 24, 25]],
		[{ status: 'Inactive' }, [21, 22, 23, 24, 25]],
		[{ status: 'Inactive', search: 'Steel' }, [21, 22, 24]],
		[{ status: 'Inactive', search: 'ST-' }, [23]],
		[{ status: 'Inactive', search: '' }, [21, 22, 23, 24, 25]],
		[{ status: 'Inactive', originId: 'sap:x' }, [22]],
		[{ status: 'Inactive', ids: ['21', '25'] }, [21, 25]],
		[{ status: 'Inactive', ids: [] }, [21, 22, 23, 24, 25]],
		[{ status: 'Inactive', updatedFrom: '2026-09-01T00:00:00Z' }, [21]],
		[{ status: 'Inactive', updatedTo: '2026-09-01T00:00:00Z' }, []],
	])('by %j: %j', async (filters, ids) => {
		expect((await list(filters)).ids).toEqual(ids);
	});

	it('says of the inactive ones that they are inactive', async () => {
		const { rows } = await list({ status: 'Inactive' });
		expect(new Set(rows.map(({ is_active }) => is_active))).toEqual(new Set([false]));
	});

	it('asks Procore for what it can filter itself, and reads no further than the limit', async () => {
		const filters = { search: 'Steel', originId: 'sap:x', ids: ['5', '6'], updatedFrom: '2026-09-01T00:00:00Z' };
		const { requests } = await list({ ...filters, updatedTo: '2026-09-02T00:00:00Z' });
		const [url = ''] = requests.map((request) => decodeURIComponent(request.url));
		expect(url).toMatch(
			/\/vendors\?company_id=\d+&filters\[search\]=Steel&filters\[origin_id\]=sap:x&filters\[id\]\[\]=5&filters\[id\]\[\]=6&filters\[updated_at\]="2026-09-01T00:00:00Z\.\.\.2026-09-02T00:00:00Z"/,
		);
		const some = await list({ status: 'All' }, 2);
		expect([some.ids, some.requests.length]).toEqual([[11, 12], 1]);
		expect(some.requests[0]?.url).toMatch(/per_page=2$/);
		expect((await list({ status: 'All' }, 3)).ids).toEqual([11, 12, 21]);
	});
});

describe('What an execution knows of vendors', () => {
	const directory = async () => {
		const { context, requests } = fake({
			handler: ({ url }) => ({
				body: url.includes('/inactive') ? [{ id: 2, origin_id: 'sap:2' }] : [{ id: 1, origin_id: 'sap:1' }, { id: 3 }],
			}),
		});
		return { client: await connect(context), requests };
	};

	it('all are read once, whether the vendor is there or not; for no origin ID none is', async () => {
		const { client, requests } = await directory();
		expect(await findVendor(client, '')).toBeUndefined();
		expect([isMissingVendor(client, 'sap:9'), requests.length]).toEqual([false, 0]);
		expect(await findVendor(client, 'sap:1')).toEqual({ id: '1', planned: false, inactive: false });
		expect(await findVendor(client, 'sap:2')).toEqual({ id: '2', planned: false, inactive: true });
		expect(await findVendor(client, 'sap:9')).toBeUndefined();
		expect([isMissingVendor(client, 'sap:9'), isMissingVendor(client, 'sap:1')]).toEqual([true, false]);
		expect(requests).toHaveLength(2);
	});

	it('one that is there is not forgotten for one that is only planned', async () => {
		const { client } = await directory();
		rememberVendor(client, 'sap:5', { id: '', planned: true });
		expect(await findVendor(client, 'sap:5')).toEqual({ id: '', planned: true });
		rememberVendor(client, 'sap:5', { id: '5', planned: false });
		rememberVendor(client, 'sap:5', { id: '', planned: true });
		expect(await findVendor(client, 'sap:5')).toEqual({ id: '5', planned: false });
	});
});

describe('Upsert Many of vendors', () => {
	it('two items for one vendor of Procore: the second one is none of its own', async () => {
		const both = [1, 2].map((n) => desired(n, { observed: observed(7) }));
		const { outcomes, writes } = await upsert(both);
		expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
			['synced', ''],
			['failed', 'duplicate_item'],
		]);
		expect(outcomes[1]?.detail.advice).toBe(adviceOf('duplicate_item', 'sameVendor'));
		expect(writes[0]).toHaveLength(1);
	});

	it('a vendor of another integration is held with its owner, and takes nothing from the one it belongs to', async () => {
		const foreign = observed(7, { origin_id: 'other:7' });
		const { outcomes, writes } = await upsert([1, 2].map((n) => desired(n, { observed: foreign })));
		const held = {
			...{ status: 'held', reason: 'foreign_origin_id', action: 'none', procoreId: '7' },
			message: 'Procore vendor 7 belongs to another integration (origin ID other:7)',
		};
		expect([outcomes, writes]).toMatchObject([[held, held], []]);
	});

	it('an item with a simplified vendor says so', async () => {
		const [failed] = (await upsert([desired(1, { observed: { id: 7, name: 'x', originId: null } as never })])).outcomes;
		expect(failed).toMatchObject({
			reason: 'invalid_item',
			detail: { advice: adviceOf('invalid_item', 'simplified') },
		});
	});

	it('that Procore cannot be read for keep what they should be for the next run', async () => {
		const known = desired(2, { observed: null });
		const { outcomes, writes } = await upsert([desired(1), known], (request, count) =>
			request.method === 'GET' ? { status: 403 } : takesAll(request, count),
		);
		expect(outcomes).toMatchObject([
			{
				...{ status: 'failed', action: 'none', procoreId: '', previousFingerprint: '' },
				...{ fingerprint: expect.stringMatching(/^\w{16,}$/) as unknown, detail: { fields: [], remarks: [] } },
			},
			{ status: 'synced', action: 'create' },
		]);
		expect(writes).toHaveLength(1);
	});

	it.each<[object, string, 'place' | undefined]>([
		[{ errors: { name: ['is too long'] } }, 'name: is too long', undefined],
		[{ errors: { state_code: ['is odd'] } }, 'state_code: is odd', 'place'],
		[{ errors: { base: ['The country is unknown'] } }, 'The country is unknown', 'place'],
		[{ errors: {} }, 'Procore rejected this vendor and gave no reason', undefined],
	])('a refusal by %j says what to do about it', async (row, message, inCase) => {
		const [failed] = (
			await upsert([desired(1, { observed: null })], (request) => ({
				body: { entities: [], errors: updatesOf(request).map((one) => ({ ...one, ...row })) },
			}))
		).outcomes;
		expect(failed).toMatchObject({
			reason: 'procore_rejected',
			detail: { advice: adviceOf('procore_rejected', inCase) },
		});
		expect(failed?.message).toContain(message);
	});

	const keeping =
		(change: object): Handler =>
		(request) => ({
			body: { entities: accepted(updatesOf(request)).map((one) => ({ ...one, ...change })), errors: [] },
		});

	it.each([
		[{ name: 'Else' }, 'name is Else instead of Supplier 1'],
		[{ country_code: 'AT' }, 'country_code is AT instead of DE'],
		[{ name: 'Else', country_code: 'AT' }, 'name is Else instead of Supplier 1, country_code is AT instead of DE'],
	])('%j in the answer: it is another vendor, and compared again by the next run', async (change, what) => {
		const { outcomes, writes } = await upsert([desired(1, { observed: null })], keeping(change));
		expect(outcomes[0]).toMatchObject({ status: 'failed', reason: 'not_as_sent', procoreId: '9000' });
		expect(outcomes[0]?.message).toContain(what);
		expect(writes.slice(1)).toEqual([[{ id: '9000', origin_id: 'sap:S4P:supplier:1', origin_data: '' }]]);
	});

	it('what Procore spells in its own way, and what it keeps to itself, is no fault', async () => {
		const own = { city: 'WALLDORF', zip: '69 190', notes: 'other', origin_data: 'short' };
		const { outcomes, writes } = await upsert([desired(1, { observed: null, paymentTerms: 'Net 30' })], keeping(own));
		expect(outcomes[0]).toMatchObject({
			status: 'synced',
			detail: {
				rule: 'new_name',
				remarks: [
					'Procore took it, but city is WALLDORF instead of Walldorf.',
					'Procore took it, but zip is 69 190 instead of 69190.',
				],
			},
		});
		expect(writes).toHaveLength(1);
	});
});

describe('Fields of a vendor', () => {
	const apiOf = {
		abbreviatedName: 'abbreviated_name',
		address: 'address',
		businessPhone: 'business_phone',
		city: 'city',
		countryCode: 'country_code',
		emailAddress: 'email_address',
		faxNumber: 'fax_number',
		isActive: 'is_active',
		licenseNumber: 'license_number',
		mobilePhone: 'mobile_phone',
		name: 'name',
		notes: 'notes',
		originCode: 'origin_code',
		originData: 'origin_data',
		originId: 'origin_id',
		parentId: 'parent_id',
		stateCode: 'state_code',
		tradeName: 'trade_name',
		website: 'website',
		zip: 'zip',
	};
	const { name: nameInProcore, ...others } = apiOf;
	const shown = ({ options = [] }: typeof additionalVendorFields) =>
		options.map((option) =>
			'default' in option ? [option.name, option.displayName, option.type, option.default] : [],
		);

	it("are sent under Procore's names, and only those that were added", () => {
		for (const [parameter, api] of Object.entries(apiOf))
			expect(toVendorBody({ [parameter]: '' })).toEqual({ [api]: '' });
		expect(toVendorBody({ isActive: false, unknown: 1 })).toStrictEqual({ is_active: false });
	});

	it('can be set on a new one, and changed with the name, in the order of their labels', () => {
		const [added, changed] = [shown(additionalVendorFields), shown(vendorUpdateFields)];
		expect(added.map(([parameter]) => parameter).sort()).toEqual(Object.keys(others).sort());
		expect(changed.map(([parameter]) => parameter).sort()).toEqual([...Object.keys(others), nameInProcore].sort());
		const labels = changed.map(([, label]) => String(label));
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		expect(changed).toEqual(
			expect.arrayContaining([
				['isActive', 'Is Active', 'boolean', true],
				['parentId', 'Parent ID', 'number', 0],
				['name', 'Name', 'string', ''],
			]),
		);
	});

	it('simplified are ten, empty where Procore tells none', () => {
		const none = simplifyVendor({ id: 5, name: 'x' });
		expect([Object.keys(none).length, Object.values(none).filter((value) => value !== null)]).toEqual([10, [5, 'x']]);
		const held = { is_active: false, origin_id: 'o', origin_code: 'c', city: 'W', country_code: 'DE' };
		expect(
			simplifyVendor({ id: 5, name: 'x', ...held, email_address: 'e', business_phone: 'b', updated_at: 'u' }),
		).toEqual({
			...{ id: 5, name: 'x', isActive: false, originId: 'o', originCode: 'c', city: 'W', countryCode: 'DE' },
			...{ emailAddress: 'e', businessPhone: 'b', updatedAt: 'u' },
		});
	});
});

describe('Payment terms in the notes', () => {
	const own = (request: FakeRequest) => request.method === 'GET';

	it('are written into what the vendor has noted, which is read only then', async () => {
		const { writes, requests } = await upsert(
			[
				desired(1, { paymentTerms: 'Net 30', observed: { id: 7, name: 'x', origin_id: null } }),
				desired(2, { observed: { id: 8, name: 'x', origin_id: null } }),
			],
			(request, count) =>
				own(request) ? { body: { id: 7, name: 'x', notes: 'Call first' } } : takesAll(request, count),
		);
		expect(requests.filter(own)).toHaveLength(1);
		expect(writes[0]?.map(({ notes }) => notes)).toEqual(['Call first\nSAP payment terms: Net 30', undefined]);
	});

	it('are not written where Procore does not tell what the vendor has noted', async () => {
		const { outcomes, writes } = await upsert(
			[desired(1, { paymentTerms: 'Net 30', observed: { id: 7, name: 'x', origin_id: null } })],
			() => ({ body: { id: 7, name: 'x' } }),
		);
		expect(outcomes[0]).toMatchObject({ reason: 'no_answer', detail: { advice: adviceOf('no_answer', 'notes') } });
		expect(writes).toEqual([]);
	});
});

describe('Vendors that are to be active again', () => {
	const inactive = (id: number, more: object = {}) =>
		desired(id, { active: true, observed: observed(id, { is_active: false, notes: '', ...more }) });

	it('that Procore does not reactivate get nothing else either, and no other waits for them', async () => {
		const { outcomes, requests } = await upsert(
			[inactive(7), inactive(8), desired(9, { observed: null })],
			(request, count) => {
				if (request.url.endsWith('/vendors/inactive/7')) return { status: 403, body: { errors: 'Forbidden' } };
				// It is active already: a first attempt whose answer did not arrive.
				if (request.url.endsWith('/vendors/inactive/8')) return { status: 404, body: {} };
				return takesAll(request, count);
			},
		);
		expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'synced', 'synced']);
		const [, , sent] = requests.filter(({ method }) => method === 'PATCH').map(updatesOf);
		expect(sent?.map(({ origin_id }) => origin_id)).toEqual(['sap:S4P:supplier:8', 'sap:S4P:supplier:9']);
	});

	it('are asked for no longer once Procore is not available: they wait', async () => {
		const { outcomes, requests } = await upsert(
			[7, 8, 9].map((id) => inactive(id)),
			() => ({ status: 503, body: {} }),
		);
		expect(new Set(outcomes.map(({ reason }) => reason))).toEqual(new Set(['system_unavailable']));
		expect(requests.some(({ url }) => url.endsWith('/inactive/9') || url.endsWith('/sync'))).toBe(false);
	});
});
