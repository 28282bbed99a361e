import fc from 'fast-check';
import { planVendor, vendorFingerprint } from '../../../nodes/Procore/objects/vendor/compare';
import { withPaymentTerms } from '../../../nodes/Procore/objects/vendor/notes';
import { writeOriginData } from '../../../nodes/shared/fingerprint';
import type { ProcoreVendor } from '../../../nodes/shared/model';
import { readVendorMemory, writeVendorMemory } from '../../../nodes/shared/vendorMemory';
import { desired } from './fakes';

const observed = (more: Partial<ProcoreVendor> = {}): ProcoreVendor => ({
	id: 77,
	name: 'Supplier 1',
	address: '1 Main Street',
	city: 'Walldorf',
	zip: '69190',
	state_code: 'BW',
	country_code: 'DE',
	email_address: 'old@example.com',
	is_active: true,
	origin_id: null,
	origin_code: null,
	origin_data: null,
	notes: null,
	...more,
});
const ours = (of = desired(1)) => ({
	origin_id: of.originId,
	origin_code: '1',
	origin_data: writeOriginData({ fingerprint: vendorFingerprint(of), changedAt: '2026-09-01T00:00:00Z' }),
});
const identity = { origin_id: 'sap:S4P:supplier:1', origin_data: expect.stringMatching(/^\{"fp":/) as unknown };

describe('fingerprint', () => {
	it('is of the content only', () => {
		const base = vendorFingerprint(desired(1));
		expect(
			vendorFingerprint(
				desired(1, {
					observed: observed(),
					remarks: ['x'],
					source: { entity: 'supplier', sapKey: '9', sapChangedAt: null },
				}),
			),
		).toBe(base);
		expect(vendorFingerprint(desired(1, { city: 'Elsewhere' }))).not.toBe(base);
	});
});

describe('plan', () => {
	it('creates with every value that is not empty', () => {
		expect(
			planVendor(desired(1, { paymentTerms: 'Net 30', taxId: { type: 'ein', identifier: '12-3' } }), null),
		).toMatchObject({
			action: 'create',
			procoreId: '',
			row: {
				...identity,
				origin_code: '1',
				name: 'Supplier 1',
				address: '1 Main Street',
				city: 'Walldorf',
				zip: '69190',
				state_code: 'BW',
				country_code: 'DE',
				business_register_attributes: { type: 'ein', identifier: '12-3' },
				notes: 'SAP payment terms: Net 30',
			},
		});
		expect(Object.keys(planVendor(desired(1), null).row ?? {})).not.toEqual(expect.arrayContaining(['email_address']));
	});

	it('links a vendor without origin ID, with what differs', () => {
		const plan = planVendor(desired(1, { city: 'Berlin' }), observed());
		expect(plan.action).toBe('link');
		expect(plan.row).toEqual({ id: 77, ...identity, origin_code: '1', city: 'Berlin' });
		expect(plan.fields).toEqual(['origin_code', 'city']);
	});

	it('leaves an equal fingerprint alone, even where people changed values', () => {
		const plan = planVendor(desired(1), observed({ ...ours(), city: 'Changed by hand' }));
		expect(plan).toMatchObject({ action: 'none', procoreId: '77', fields: [] });
		expect(plan.row).toBeUndefined();
	});

	it('updates what differs, and never blanks', () => {
		const plan = planVendor(desired(1, { name: 'New', email: '' }), observed(ours()));
		expect(plan.action).toBe('update');
		expect(plan.row).toEqual({ id: 77, ...identity, name: 'New' });
		expect(plan.previousFingerprint).toBe(vendorFingerprint(desired(1)));
	});

	it.each([
		['moves', { region: '', country: 'FR' }, { country_code: 'FR', state_code: '' }],
		['moves to a region', { region: 'IDF', country: 'FR' }, { country_code: 'FR', state_code: 'IDF' }],
		['stays', { region: '', name: 'New' }, { name: 'New' }],
		['has no country', { region: '', country: '', name: 'New' }, { name: 'New' }],
	])('blanks nothing but the state of a vendor that leaves its country: %s', (_case, more, sent) => {
		expect(planVendor(desired(1, more), observed(ours())).row).toEqual({ id: 77, ...identity, ...sent });
	});

	it('blanks no state where Procore holds none', () => {
		const plan = planVendor(desired(1, { region: '', country: 'FR' }), observed({ ...ours(), state_code: null }));
		expect(plan.row).not.toHaveProperty('state_code');
	});

	it('updates an origin data that is not ours', () => {
		expect(planVendor(desired(1), observed({ ...ours(), origin_data: 'other' })).row).toEqual({ id: 77, ...identity });
	});

	it('holds the vendor of another integration', () => {
		const plan = planVendor(desired(1), observed({ origin_id: 'other:1' }));
		expect(plan).toMatchObject({ action: 'none', foreignOriginId: 'other:1' });
		expect(plan.row).toBeUndefined();
	});

	it.each([
		[null, true, undefined],
		[true, true, undefined],
		[false, true, false],
		[true, false, true],
	])('state wanted %s, held %s', (active, held, sent) => {
		const wanted = desired(1, { active });
		const plan = planVendor(wanted, observed({ ...ours(wanted), is_active: held }));
		expect(plan.row?.is_active).toBe(sent);
		expect(plan.action).toBe(sent === undefined ? 'none' : 'update');
	});

	it.each([
		['deactivates it', { active: false }, true, false, true],
		['finds it inactive', { active: false }, false, false, false],
		['deactivated it before', { active: false }, false, true, true],
		['leaves the flag alone', { active: null }, false, true, true],
		['reactivates it', { active: true }, false, true, false],
	])('remembers who deactivated it, where the sync %s', (_case, more, is_active, before, after) => {
		const data = { fingerprint: vendorFingerprint(desired(1)), changedAt: null };
		const held = observed({ ...ours(), is_active, origin_data: writeVendorMemory({ ...data, deactivated: before }) });
		const { row } = planVendor(desired(1, { ...more, name: 'New' }), held);
		expect(readVendorMemory(String(row?.origin_data))?.deactivated).toBe(after);
	});

	it.each([
		[{ type: 'ein', identifier: '12-345 6789' }, false],
		[{ type: 'ein', identifier: '999999999' }, true],
		[{ type: 'abn', identifier: '123456789' }, true],
		[null, true],
	])('register %j', (register, sent) => {
		const wanted = desired(1, { taxId: { type: 'ein', identifier: '123456789' } });
		const plan = planVendor(wanted, observed({ business_register: register }));
		expect('business_register_attributes' in (plan.row ?? {})).toBe(sent);
	});

	it('does not write notes that were not read', () => {
		const partial = observed();
		delete partial.notes;
		const plan = planVendor(desired(1, { paymentTerms: 'Net 30' }), partial);
		expect(plan.row).not.toHaveProperty('notes');
		expect(plan).toMatchObject({ needsNotes: true, remarks: [expect.stringContaining('were not read')] });
	});

	it('plans nothing once its own plan was carried out', () => {
		const text = fc.string({ maxLength: 8 });
		const vendor = fc.record({
			name: fc.string({ minLength: 1, maxLength: 8 }),
			street: text,
			city: text,
			email: text,
			paymentTerms: text,
			active: fc.constantFrom(null, true, false),
		});
		fc.assert(
			fc.property(vendor, fc.option(text), fc.boolean(), (values, notes, known) => {
				const wanted = desired(1, values);
				const before = known ? observed({ notes }) : null;
				const after = { ...observed({ id: 5 }), ...before, ...planVendor(wanted, before).row } as ProcoreVendor;
				if (!known) after.is_active = values.active ?? true;
				expect(planVendor(wanted, after).row).toBeUndefined();
			}),
		);
	});
});

describe('payment terms in the notes', () => {
	const line = 'SAP payment terms: Net 30';
	it.each([
		['', 'Net 30', line],
		['Call first', 'Net 30', `Call first\n${line}`],
		['Call first\n', 'Net 30', `Call first\n${line}`],
		['a\r\nb', 'Net 30', `a\r\nb\r\n${line}`],
		[`a\nSAP payment terms: Net 14\nb`, 'Net 30', `a\n${line}\nb`],
		[`a\r\nSAP payment terms: Net 14\r\n\r\nb`, 'Net 30', `a\r\n${line}\r\n\r\nb`],
		[`${line}\na\nSAP payment terms: x`, 'Net 30', `${line}\na\n`],
		['SAP payment terms:', 'Net 30', line],
		['', 'Net\n30', line],
		[`a\n${line}\nb`, '', 'a\nb'],
		[`a\n${line}`, '', 'a'],
		[line, '', ''],
		['a\nb\n', '', 'a\nb\n'],
		['about SAP payment terms: no', '', 'about SAP payment terms: no'],
	])('%j with %j', (notes, terms, result) => expect(withPaymentTerms(notes, terms)).toBe(result));

	it('keeps every other line, stays as it is the second time, and goes again', () => {
		const notes = fc.array(fc.constantFrom('a', 'b c', '', 'SAP', '\n', '\r\n', '\r', ' '), { maxLength: 9 });
		fc.assert(
			fc.property(notes, (parts) => {
				const text = parts.join('');
				const once = withPaymentTerms(text, 'Net 30');
				expect(once.startsWith(text)).toBe(true);
				expect(withPaymentTerms(once, 'Net 30')).toBe(once);
				expect(text.startsWith(withPaymentTerms(once, ''))).toBe(true);
			}),
		);
	});
});
