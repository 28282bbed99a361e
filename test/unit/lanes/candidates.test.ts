import type { ProcoreVendor, Supplier } from '../../../nodes/shared/model';
import { heldDetailSchema } from '../../../nodes/SapToProcore/lanes/supplier/candidates';
import { vendorDirectory } from '../../../nodes/SapToProcore/lanes/supplier/directory';
import { matchVendors } from '../../../nodes/SapToProcore/lanes/supplier/match';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { decisions } from '../../../nodes/SapToProcore/lookup/vendorDecisions';
import { supplier, vendor } from '../../support/examples.ts';

const place = { street: '1 Main St.', city: 'Austin', postalCode: '78701', region: 'TX', country: 'US' };
const acme = {
	name: 'Acme',
	address: place,
	phone: '+1 (512) 555-0142',
	taxNumbers: [{ type: 'US01', number: '12-3456789' }],
};

/** What is on record of a supplier that is held. */
function held(vendors: Array<Partial<ProcoreVendor>>, fields: Partial<Supplier> = {}) {
	const [matched] = matchVendors({
		suppliers: [supplier({ ...acme, ...fields })],
		directory: vendorDirectory(vendors.map((each, index) => vendor({ id: index + 1, ...each }))),
		decisions: decisions([]),
		values: valueMap([]),
		settings: {
			...{ system: 'S4P', nearDuplicates: 'hold', blockedSuppliers: 'ignore' },
			...{ taxTypes: { ein: 'US01', abn: '' }, deactivateBlocked: false },
		},
	});
	if (!matched || !('outcome' in matched)) throw new Error('The supplier is not held');
	return heldDetailSchema.parse(matched.outcome.detail);
}

const likenessOf = (fields: Partial<ProcoreVendor>) =>
	held([{ name: 'Acme' }, { name: 'Acme', ...fields }]).candidates.find(({ id }) => id === '2')?.likeness;

describe('candidates of a held supplier', () => {
	it('say what the supplier is, and what Procore has, the most telling first', () => {
		const { party, candidates } = held([
			{ name: 'Acme', business_phone: '5125550142' },
			{ name: 'Acme', business_register: { type: 'EIN', identifier: '123456789' }, is_active: false },
		]);
		expect(party).toEqual({
			...{ name: 'Acme', address: '1 Main St., 78701, Austin, TX, US' },
			...{ phone: '+1 (512) 555-0142', taxNumber: '12-3456789' },
		});
		expect(candidates.map(({ id, active }) => [id, active])).toEqual([
			['2', false],
			['1', true],
		]);
	});

	it.each([
		[{}, { name: 'exact' }],
		[{ business_phone: '512-555-0142' }, { name: 'exact', phone: 'near' }],
		[{ business_phone: '1 512 555 0142' }, { name: 'exact', phone: 'exact' }],
		[
			{ address: '1 MAIN ST', city: 'Austin' },
			{ name: 'exact', address: 'exact' },
		],
		[
			{ address: '1 Main St', city: 'Dallas' },
			{ name: 'exact', address: 'near' },
		],
		[{ zip: '78701' }, { name: 'exact', address: 'near' }],
		[{ city: 'Austin' }, { name: 'exact' }],
		[{ business_register: { type: 'ein' } }, { name: 'exact' }],
		[{ business_register: null }, { name: 'exact' }],
		[{ business_register: { type: 'ein', identifier: '12 3456789' } }, { name: 'exact', taxNumber: 'exact' }],
		[{ business_register: { type: 'ein', identifier: '' } }, { name: 'exact' }],
	])('%j speaks for it by %j', (fields, likeness) => {
		expect(likenessOf(fields)).toEqual(likeness);
	});

	it('are also vendors of almost the name, and of the tax number whatever their name', () => {
		const { candidates } = held([
			{ name: 'ACME, Inc.' },
			{ name: 'Other', business_register: { type: 'ein', identifier: '123456789' } },
			{ name: 'Stranger' },
		]);
		expect(candidates.map(({ id, likeness }) => [id, likeness])).toEqual([
			['2', { taxNumber: 'exact' }],
			['1', { name: 'near' }],
		]);
	});

	it('of one of several tax numbers, in any case of its letters; those without any have none in common', () => {
		const taxNumbers = ['DE 812', 'ab-12'].map((number) => ({ type: 'DE0', number }));
		const register = (identifier: string) => ({ business_register: { type: 'x', identifier } });
		const { candidates } = held(
			[{ name: 'Acme' }, { name: 'Acme' }, { name: 'Other', ...register('AB12') }, { name: 'Bare' }],
			{ taxNumbers },
		);
		expect(candidates.map(({ id, likeness }) => [id, likeness.taxNumber])).toEqual([
			['3', 'exact'],
			['1', undefined],
			['2', undefined],
		]);
		const without = held([{ name: 'Acme' }, { name: 'Acme' }, { name: 'Bare' }], {
			taxNumbers: [{ type: 'DE0', number: '-' }],
		});
		expect(without.candidates.map(({ id }) => id)).toEqual(['1', '2']);
	});

	it.each([
		['5550142', '05550142', 'near'],
		['555014', '0555014', undefined],
		['+49 6227 7', '0 6227 7', undefined],
		['0049 6227 747474', '06227 747474', 'near'],
		['6227 100200', '6227 12', undefined],
	])('phone numbers %s and %s are %s', (phone, business_phone, like) => {
		const { candidates } = held([{ name: 'Acme' }, { name: 'Acme', business_phone }], { phone });
		expect(candidates.find(({ id }) => id === '2')?.likeness.phone).toBe(like);
	});

	it('whose vendor each is: nobody’s, ours with its supplier, or of another integration', () => {
		const { candidates } = held([
			{ name: 'Acme', origin_id: 'erp:17' },
			{ name: 'Acme' },
			{ name: 'Acme', origin_id: 'sap:S4P:supplier:900', origin_code: '900' },
		]);
		expect(candidates.map(({ owner, supplier: whose }) => [owner, whose])).toEqual([
			['other', ''],
			['nobody', ''],
			['us', '900'],
		]);
	});

	it('are told with all that Procore has of them', () => {
		const { candidates } = held([
			{
				...{ id: 7, name: 'Acme', address: ' 2 Side St. ', zip: 78702, city: 'Austin', state_code: 'TX' },
				...{ country_code: 'US', business_phone: '512 1', is_active: true },
				business_register: { type: 'EIN', identifier: 98_7654321 },
			},
			{ id: 8, name: 'Acme', address: null, zip: true, origin_code: '900' },
		]);
		expect(candidates).toEqual([
			{
				...{
					id: '7',
					name: 'Acme',
					address: '2 Side St., 78702, Austin, TX, US',
					phone: '512 1',
					taxNumber: '987654321',
				},
				...{ active: true, owner: 'nobody', supplier: '', likeness: { name: 'exact' } },
			},
			{
				...{ id: '8', name: 'Acme', address: '', phone: '', taxNumber: '' },
				...{ active: true, owner: 'nobody', supplier: '', likeness: { name: 'exact' } },
			},
		]);
	});

	it('are in the order of what speaks for them, near after exact, else of their numbers', () => {
		const { candidates } = held([
			{ id: 4, name: 'Acme' },
			{ id: 3, name: 'Acme' },
			{ id: 5, name: 'Acme', business_phone: '512 555 0142' },
			{ id: 6, name: 'Acme', business_phone: '+1 512 555 0142' },
			{ id: 9, name: 'Acme', address: '1 Main St' },
			{ id: 10, name: 'Acme', address: '1 Main St', city: 'AUSTIN' },
		]);
		expect(candidates.map(({ id }) => id)).toEqual(['10', '9', '6', '5', '3', '4']);
	});

	it.each<[Partial<Supplier>, Partial<ProcoreVendor>]>([
		[{ phone: '' }, { business_phone: '' }],
		[{ phone: '12' }, { business_phone: '0012' }],
		[{ phone: '00' }, { business_phone: '000' }],
		[{ taxNumbers: [{ type: 'US01', number: '' }] }, { business_register: { type: 'EIN', identifier: '-' } }],
		[{ taxNumbers: [{ type: 'US01', number: '1' }] }, { business_register: { type: 'EIN', identifier: '2' } }],
		[{ address: { ...place, street: '', postalCode: '' } }, { address: '', zip: '' }],
	])('speak by nothing that is empty, short or different: %j, %j', (ours, theirs) => {
		const { candidates } = held([{ name: 'Acme' }, { name: 'Acme', ...theirs }], ours);
		expect(candidates.map(({ likeness }) => likeness)).toEqual([{ name: 'exact' }, { name: 'exact' }]);
	});

	it('are shortened after 120 characters', () => {
		const [long, longer] = ['x'.repeat(120), 'x'.repeat(121)];
		const { candidates } = held([
			{ name: 'Acme', address: long },
			{ name: 'Acme', address: longer },
		]);
		expect(candidates.map(({ address }) => address)).toEqual([long, `${long}…`]);
	});

	it('are at most eight, with short texts', () => {
		const many = Array.from({ length: 40 }, () => ({ name: 'Acme', address: 'x'.repeat(5_000) }));
		const detail = held(many);
		expect(detail.candidates).toHaveLength(8);
		expect(JSON.stringify(detail).length).toBeLessThan(4_000);
	});
});
