import fc from 'fast-check';
import { desiredVendorSchema, outcomeSchema, type ProcoreVendor, type Supplier } from '../../../nodes/shared/model';
import { reasons } from '../../../nodes/shared/reasons';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { decisions } from '../../../nodes/SapToProcore/lookup/vendorDecisions';
import { vendorDirectory } from '../../../nodes/SapToProcore/lanes/supplier/directory';
import { matchVendors, type Matched, type MatchSettings } from '../../../nodes/SapToProcore/lanes/supplier/match';
import { writeVendorMemory } from '../../../nodes/shared/vendorMemory';
import { supplier, vendor } from '../../support/examples.ts';

const usual: MatchSettings = {
	system: 'S4P',
	nearDuplicates: 'create',
	blockedSuppliers: 'ignore',
	taxTypes: { ein: 'US01', abn: '' },
	deactivateBlocked: false,
};

interface Case {
	suppliers: Supplier[];
	vendors?: ProcoreVendor[];
	rows?: Array<{ supplier: string; decision: string; procore_vendor_id?: string }>;
	settings?: Partial<MatchSettings>;
}

function match({ suppliers, vendors = [], rows = [], settings = {} }: Case): Matched[] {
	return matchVendors({
		suppliers,
		directory: vendorDirectory(vendors),
		decisions: decisions(rows.map((row) => ({ procore_vendor_id: '', note: '', ...row }))),
		values: valueMap([]),
		settings: { ...usual, ...settings },
	});
}

/** `100001 → create`, `100001 → link 7`, `100001 → held ambiguous_vendor_name` */
function verdicts(given: Case): string[] {
	return match(given).map((each) => {
		if ('outcome' in each) return `${each.outcome.sapKey} → ${each.outcome.status} ${each.outcome.reason}`;
		const { code, observed, originId } = each.desired;
		if (!observed) return `${code} → create`;
		return `${code} → ${observed.origin_id === originId ? 'update' : 'link'} ${observed.id}`;
	});
}

const own = (key: string, fields: Partial<ProcoreVendor> = {}) =>
	vendor({ origin_id: `sap:S4P:supplier:${key}`, origin_code: key, ...fields });

describe('vendor match', () => {
	it('creates a vendor for a supplier nobody knows', () => {
		expect(verdicts({ suppliers: [supplier()] })).toEqual(['100001 → create']);
	});

	it('finds the vendor by origin ID, whatever its name is by now', () => {
		expect(verdicts({ suppliers: [supplier()], vendors: [own('100001', { id: 5, name: 'Renamed' })] })).toEqual([
			'100001 → update 5',
		]);
	});

	it('links exactly one vendor of exactly this name that nobody owns', () => {
		expect(verdicts({ suppliers: [supplier()], vendors: [vendor({ id: 7, name: 'Acme' })] })).toEqual([
			'100001 → link 7',
		]);
	});

	it.each(['acme', 'Acme ', ' Acme', 'Acme.', 'Acme LLC', 'Acmé', 'ACME'])('never links the near match %j', (name) => {
		expect(verdicts({ suppliers: [supplier()], vendors: [vendor({ id: 7, name })] })).toEqual(['100001 → create']);
	});

	it.each(['acme', 'Acme, LLC', 'ACME Inc.', 'Acmé', 'A.c.m.e'])(
		'holds the near match %j where the setting says so',
		(name) => {
			const settings = { nearDuplicates: 'hold' } as const;
			const [first] = match({ suppliers: [supplier()], vendors: [vendor({ name })], settings });
			expect(first).toMatchObject({ outcome: { status: 'held', reason: 'near_duplicate_vendor' } });
			expect(JSON.stringify(first)).toContain(JSON.stringify(name).slice(1, -1));
		},
	);

	it('notes a near match on the vendor it creates', () => {
		const [first] = match({ suppliers: [supplier()], vendors: [vendor({ name: 'ACME, LLC' })] });
		expect(first).toMatchObject({ desired: { remarks: ['Almost the same name: "ACME, LLC".'] } });
	});

	it('holds a name that several vendors have, and names them', () => {
		const vendors = [vendor({ id: 7, name: 'Acme' }), vendor({ id: 8, name: 'Acme' })];
		expect(verdicts({ suppliers: [supplier()], vendors })).toEqual(['100001 → held ambiguous_vendor_name']);
		expect(JSON.stringify(match({ suppliers: [supplier()], vendors }))).toContain('Vendors 7, 8.');
	});

	it('never touches a vendor of another integration', () => {
		const vendors = [vendor({ name: 'Acme', origin_id: 'sage:vendor:77' })];
		expect(verdicts({ suppliers: [supplier()], vendors })).toEqual(['100001 → held foreign_origin_id']);
	});

	it('regards a vendor of another SAP system as foreign', () => {
		const vendors = [vendor({ name: 'Acme', origin_id: 'sap:S4Q:supplier:100001' })];
		expect(verdicts({ suppliers: [supplier()], vendors })).toEqual(['100001 → held foreign_origin_id']);
	});

	it.each([
		['in this order', ['100001', '100002']],
		['in the other order', ['100002', '100001']],
	])('gives the vendor to the lower number of two suppliers of one name, given %s', (_, keys) => {
		const given = { suppliers: keys.map((key) => supplier({ supplier: key })) };
		expect(verdicts(given).sort()).toEqual(['100001 → create', '100002 → held duplicate_supplier_name']);
	});

	it('holds the second supplier of a name also when the first one came in an earlier run', () => {
		const given = { suppliers: [supplier({ supplier: '100002' })], vendors: [own('100001', { name: 'Acme' })] };
		expect(verdicts(given)).toEqual(['100002 → held duplicate_supplier_name']);
	});

	it.each(['100', '300'])(
		'holds supplier %s when supplier 200, which has a vendor, takes on its name in SAP',
		(key) => {
			const given = {
				suppliers: [supplier({ supplier: key, name: 'New' }), supplier({ supplier: '200', name: 'New' })],
				vendors: [own('200', { id: 9, name: 'Old' })],
			};
			expect(verdicts(given).sort()).toEqual([`${key} → held duplicate_supplier_name`, '200 → update 9'].sort());
		},
	);

	it('gives one free vendor to one of two suppliers of its name only', () => {
		const given = {
			suppliers: [supplier({ supplier: '2' }), supplier({ supplier: '1' })],
			vendors: [vendor({ id: 7, name: 'Acme' })],
		};
		expect(verdicts(given).sort()).toEqual(['1 → link 7', '2 → held duplicate_supplier_name']);
	});

	it('holds a name that an inactive vendor has', () => {
		const vendors = [vendor({ name: 'Acme', is_active: false })];
		expect(verdicts({ suppliers: [supplier()], vendors })).toEqual(['100001 → held vendor_inactive']);
	});

	it('does not revive a vendor of ours that somebody deactivated', () => {
		expect(verdicts({ suppliers: [supplier()], vendors: [own('100001', { is_active: false })] })).toEqual([
			'100001 → held vendor_inactive',
		]);
	});

	it.each([
		['the sync deactivated it', true, true, '100001 → update 5'],
		['a person did', false, true, '100001 → held vendor_inactive'],
		['the sync does so no longer', true, false, '100001 → held vendor_inactive'],
	])('once the block is gone, and %s', (_who, deactivated, deactivateBlocked, verdict) => {
		const origin_data = writeVendorMemory({ fingerprint: '0'.repeat(32), changedAt: null, deactivated });
		const vendors = [own('100001', { id: 5, is_active: false, origin_data })];
		expect(verdicts({ suppliers: [supplier()], vendors, settings: { deactivateBlocked } })).toEqual([verdict]);
	});

	it('says nothing is amiss where a supplier is blocked and its vendor inactive', () => {
		const blocked = { posting: false, purchasing: true, deletion: false };
		const vendors = [own('100001', { is_active: false })];
		expect(verdicts({ suppliers: [supplier({ blocked })], vendors })).toEqual(['100001 → ignored supplier_blocked']);
	});

	it.each([
		['posting', 'supplier_blocked'],
		['purchasing', 'supplier_blocked'],
		['deletion', 'supplier_deleted'],
	])('does not create a supplier that is blocked for %s', (kind, reason) => {
		const blocked = { posting: false, purchasing: false, deletion: false, [kind]: true };
		expect(verdicts({ suppliers: [supplier({ blocked })] })).toEqual([`100001 → ignored ${reason}`]);
		expect(verdicts({ suppliers: [supplier({ blocked })], settings: { blockedSuppliers: 'create' } })).toEqual([
			'100001 → create',
		]);
	});

	it('keeps the vendor of a supplier that got blocked, and deactivates it only where the setting says so', () => {
		const suppliers = [supplier({ blocked: { posting: true, purchasing: false, deletion: false } })];
		const vendors = [own('100001', { name: 'Acme' })];
		expect(match({ suppliers, vendors })).toMatchObject([
			{ desired: { active: null, remarks: ['Blocked in SAP: posting.'] } },
		]);
		expect(match({ suppliers, vendors, settings: { deactivateBlocked: true } })).toMatchObject([
			{ desired: { active: false } },
		]);
	});

	it('tells the auditor by which rule it was', () => {
		const rules = (given: Case) => match(given).map((each) => ('desired' in each ? each.desired.rule : ''));
		expect(rules({ suppliers: [supplier()] })).toEqual(['new_name']);
		expect(rules({ suppliers: [supplier()], vendors: [vendor({ name: 'Acme' })] })).toEqual(['exact_name']);
		expect(rules({ suppliers: [supplier()], vendors: [own('100001')] })).toEqual(['origin_id']);
		expect(rules({ suppliers: [supplier()], rows: [{ supplier: '100001', decision: 'create' }] })).toEqual([
			'decision',
		]);
		const link = [{ supplier: '100001', decision: 'link', procore_vendor_id: '7' }];
		expect(rules({ suppliers: [supplier()], vendors: [vendor({ id: 7, name: 'Y' })], rows: link })).toEqual([
			'decision',
		]);
		expect(rules({ suppliers: [supplier()], vendors: [vendor({ name: 'ACME, LLC' })] })).toEqual(['new_name']);
	});

	it.each(['Ace & Son', 'ACE  AND - SON', 'Ace and Son, Inc.'])('words stay words: %j is near Ace and Son', (name) => {
		const settings = { nearDuplicates: 'hold' } as const;
		const suppliers = [supplier({ name: 'Ace and Son' })];
		expect(verdicts({ suppliers, vendors: [vendor({ name })], settings })).toEqual([
			'100001 → held near_duplicate_vendor',
		]);
		expect(verdicts({ suppliers, vendors: [vendor({ name: 'Aceand Son' })], settings })).toEqual(['100001 → create']);
	});

	it('takes a supplier that comes twice once, with its last change', () => {
		const suppliers = [supplier({ name: 'New', changedAt: '2026-09-30T11:00:00.000Z' }), supplier({ name: 'Old' })];
		expect(match({ suppliers })).toMatchObject([{ index: 0, desired: { name: 'New' } }]);
	});
});

describe("a person's decision on a supplier", () => {
	const held = { suppliers: [supplier()], vendors: [vendor({ id: 7, name: 'Acme' }), vendor({ id: 8, name: 'Acme' })] };
	const decide = (decision: string, procore_vendor_id = '', supplierKey = '100001') => ({
		...held,
		rows: [{ supplier: supplierKey, decision, procore_vendor_id }],
	});

	it.each([
		['link', '8', '100001 → link 8'],
		['LINK', '7', '100001 → link 7'],
		['create', '', '100001 → create'],
		['ignore', '', '100001 → ignored ignored_by_decision'],
		['', '', '100001 → held ambiguous_vendor_name'],
		['link', '99', '100001 → held decision_vendor_missing'],
		['link', 'Acme', '100001 → held decision_unreadable'],
		['link', '', '100001 → held decision_unreadable'],
		['merge', '', '100001 → held decision_unreadable'],
	])('%j with vendor %j: %s', (word, vendorId, verdict) => {
		expect(verdicts(decide(word, vendorId))).toEqual([verdict]);
	});

	it('counts whatever leading zeros the number has', () => {
		expect(verdicts(decide('create', '', '0000100001'))).toEqual(['100001 → create']);
	});

	it('to create counts for a blocked supplier too', () => {
		const blocked = { posting: true, purchasing: false, deletion: false };
		const rows = [{ supplier: '100001', decision: 'create' }];
		expect(verdicts({ suppliers: [supplier({ blocked })], rows })).toEqual(['100001 → create']);
	});

	it('is unreadable when two rows decide', () => {
		const rows = [
			{ supplier: '100001', decision: 'create' },
			{ supplier: '100001', decision: 'ignore' },
		];
		expect(verdicts({ ...held, rows })).toEqual(['100001 → held decision_unreadable']);
	});

	it('cannot take the vendor of another integration or of another supplier', () => {
		const rows = [{ supplier: '100001', decision: 'link', procore_vendor_id: '5' }];
		expect(verdicts({ suppliers: [supplier()], vendors: [vendor({ id: 5, origin_id: 'sage:5' })], rows })).toEqual([
			'100001 → held foreign_origin_id',
		]);
		expect(verdicts({ suppliers: [supplier()], vendors: [own('9', { id: 5 })], rows })).toEqual([
			'100001 → held vendor_taken',
		]);
	});

	it('cannot move a supplier that is linked already', () => {
		const rows = [{ supplier: '100001', decision: 'link', procore_vendor_id: '5' }];
		const vendors = [own('100001', { id: 4 }), vendor({ id: 5 })];
		expect(verdicts({ suppliers: [supplier()], vendors, rows })).toEqual(['100001 → held vendor_linked_elsewhere']);
	});

	it('that says create does not create again', () => {
		const rows = [{ supplier: '100001', decision: 'create' }];
		expect(verdicts({ suppliers: [supplier()], vendors: [own('100001', { id: 4 })], rows })).toEqual([
			'100001 → update 4',
		]);
	});
});

describe('vendor match, for any suppliers and vendors', () => {
	const name = fc.constantFrom('Acme', 'ACME', 'Acme, LLC', "O'Brien & Sons", '张三建筑', 'Müller', 'Muller', 'Beta');
	const suppliers = fc.uniqueArray(
		fc.record({ key: fc.integer({ min: 1, max: 30 }), name, purchasing: fc.boolean() }),
		{ selector: ({ key }) => key, maxLength: 15 },
	);
	const origin = fc.option(
		fc.oneof(
			fc.constant('sage:1'),
			fc.integer({ min: 1, max: 30 }).map((key) => `sap:S4P:supplier:${key}`),
		),
		{ nil: null },
	);
	const vendors = fc.uniqueArray(
		fc.record({ id: fc.integer({ min: 1, max: 99 }), name, origin_id: origin, is_active: fc.boolean() }),
		{
			selector: ({ id }) => id,
			maxLength: 12,
		},
	);

	it('every supplier gets exactly one verdict, no vendor goes to two, no foreign one is touched', () => {
		fc.assert(
			fc.property(suppliers, vendors, fc.boolean(), (rows, found, hold) => {
				const seen = new Set<string>();
				const unique = found.filter(
					({ origin_id }) => origin_id === null || (!seen.has(origin_id) && seen.add(origin_id)),
				);
				const given = {
					suppliers: rows.map(({ key, name: named, purchasing }) =>
						supplier({ supplier: String(key), name: named, blocked: { posting: false, purchasing, deletion: false } }),
					),
					vendors: unique.map((each) => vendor(each)),
					settings: { nearDuplicates: hold ? ('hold' as const) : ('create' as const) },
				};
				const matched = match(given);
				expect(matched.map(({ index }) => index)).toEqual(given.suppliers.map((_, index) => index));
				const touched = matched.flatMap((each) => ('desired' in each && each.desired.observed ? [each.desired] : []));
				expect(new Set(touched.map(({ observed }) => observed?.id)).size).toBe(touched.length);
				for (const { observed, originId } of touched) expect([null, originId]).toContain(observed?.origin_id);
				for (const each of matched) {
					if ('desired' in each) desiredVendorSchema.parse(each.desired);
					else expect(Object.keys(reasons)).toContain(outcomeSchema.parse(each.outcome).reason);
				}
			}),
		);
	});

	it('the order in which SAP answers changes nothing', () => {
		fc.assert(
			fc.property(
				suppliers.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
				vendors,
				([rows, shuffled], found) => {
					const run = (order: typeof rows) =>
						verdicts({
							suppliers: order.map(({ key, name: named }) => supplier({ supplier: String(key), name: named })),
							vendors: found.map((each) => vendor({ ...each, origin_id: null })),
						}).sort();
					expect(run(shuffled)).toEqual(run(rows));
				},
			),
		);
	});
});

describe('a supplier that is held', () => {
	const outcomesOf = (given: Case) => match(given).flatMap((each) => ('outcome' in each ? [each.outcome] : []));
	const candidatesOf = (given: Case) =>
		outcomesOf(given).map(({ detail }) => (detail.candidates as Array<{ id: string }>).map(({ id }) => id));

	it('is told by its name, its identity and its last change', () => {
		expect(
			outcomesOf({ suppliers: [supplier()], vendors: [1, 2].map((id) => vendor({ id, name: 'Acme' })) }),
		).toMatchObject([
			{
				...{ entity: 'supplier', sapKey: '100001', originId: 'sap:S4P:supplier:100001', action: 'none' },
				...{ sapChangedAt: '2026-09-30T10:00:00.000Z', status: 'held', projectId: '' },
				message: expect.stringMatching(/: "Acme"\. Vendors 1, 2\.$/) as string,
			},
		]);
	});

	it.each<[string, Case, string, string[]]>([
		[
			'linked to another vendor than was decided',
			{
				suppliers: [supplier()],
				vendors: [own('100001', { id: 5, name: 'X' }), vendor({ id: 6, name: 'Y' })],
				rows: [{ supplier: '100001', decision: 'link', procore_vendor_id: '6' }],
			},
			'It is linked to vendor 5, not 6.',
			['5', '6'],
		],
		[
			'to be linked to a vendor of another integration',
			{
				suppliers: [supplier()],
				vendors: [vendor({ id: 6, name: 'Y', origin_id: 'erp:1' })],
				rows: [{ supplier: '100001', decision: 'link', procore_vendor_id: '6' }],
			},
			'Vendor 6 has the origin ID erp:1.',
			['6'],
		],
		[
			'to be linked to the vendor of another supplier',
			{
				suppliers: [supplier()],
				vendors: [own('9', { id: 6, name: 'Y' })],
				rows: [{ supplier: '100001', decision: 'link', procore_vendor_id: '6' }],
			},
			'Vendor 6 has the origin ID sap:S4P:supplier:9.',
			['6'],
		],
		[
			'called like the vendor of another supplier',
			{ suppliers: [supplier()], vendors: [own('9', { id: 6, name: 'Acme' })] },
			'Vendor 6 is supplier 9.',
			['6'],
		],
		[
			'called like a vendor of another integration',
			{ suppliers: [supplier()], vendors: [vendor({ id: 6, name: 'Acme', origin_id: 'erp:1' })] },
			'Vendor 6 has the origin ID erp:1.',
			['6'],
		],
		[
			'called like a vendor that is inactive',
			{ suppliers: [supplier()], vendors: [vendor({ id: 6, name: 'Acme', is_active: false })] },
			'It is vendor 6.',
			['6'],
		],
		[
			'inactive in Procore itself',
			{ suppliers: [supplier()], vendors: [own('100001', { id: 6, name: 'Z', is_active: false })] },
			'Vendor 6 has the origin ID sap:S4P:supplier:100001.',
			['6'],
		],
		[
			'to be linked to a vendor that is inactive',
			{
				suppliers: [supplier()],
				vendors: [vendor({ id: 6, name: 'Y', is_active: false })],
				rows: [{ supplier: '100001', decision: 'link', procore_vendor_id: '6' }],
			},
			'It is vendor 6.',
			['6'],
		],
	])('%s says so, with the vendors that it is about', (_, given, what, candidates) => {
		expect(outcomesOf(given).map(({ message }) => message)).toEqual([expect.stringContaining(what)]);
		expect(candidatesOf(given)).toEqual([candidates]);
	});

	it('comes after the one that has the name already, whether linked, created or decided on', () => {
		const [first, second] = [supplier(), supplier({ supplier: '100002' })];
		const given: Case[] = [
			{ suppliers: [second, first] },
			{ suppliers: [second, first], vendors: [vendor({ id: 7, name: 'Acme' })] },
			{ suppliers: [second, first], rows: [{ supplier: '100001', decision: 'create' }] },
			{ suppliers: [second, first], vendors: [own('100001', { id: 7, name: 'Old name' })] },
		];
		for (const each of given)
			expect(outcomesOf(each).map(({ sapKey, message }) => [sapKey, message])).toEqual([
				['100002', expect.stringContaining('Supplier 100001 comes first.')],
			]);
	});

	it('is told to whom a vendor goes that two decisions name', () => {
		const rows = ['100001', '100002'].map((key) => ({ supplier: key, decision: 'link', procore_vendor_id: '7' }));
		const suppliers = [supplier(), supplier({ supplier: '100002', name: 'Other' })];
		expect(
			outcomesOf({ suppliers, rows, vendors: [vendor({ id: 7, name: 'Y' })] }).map(({ message }) => message),
		).toEqual([expect.stringContaining('Vendor 7 goes to supplier 100001.')]);
		expect(candidatesOf({ suppliers, rows, vendors: [vendor({ id: 7, name: 'Y' })] })).toEqual([['7']]);
	});

	it('is told its own vendor once, and nothing but its title where there is nothing to say', () => {
		const [ignored] = outcomesOf({ suppliers: [supplier()], rows: [{ supplier: '100001', decision: 'ignore' }] });
		expect(ignored?.message).toMatch(/: "Acme"\.$/);
		const blocked = { posting: true, purchasing: false, deletion: false };
		expect(outcomesOf({ suppliers: [supplier({ blocked })] })[0]?.message).toMatch(/: "Acme"\.$/);
	});
});

describe('a supplier that goes on', () => {
	const desiredOf = (given: Case) => match(given).flatMap((each) => ('desired' in each ? [each.desired] : []));

	it('keeps its vendor where somebody decided on just that one', () => {
		const rows = [{ supplier: '100001', decision: 'link', procore_vendor_id: '5' }];
		const vendors = [own('100001', { id: 5, name: 'X' })];
		expect(verdicts({ suppliers: [supplier()], rows, vendors })).toEqual(['100001 → update 5']);
	});

	it('notes almost the same names, of vendors and of this batch, once each', () => {
		const suppliers = [
			supplier({ supplier: '1', name: 'ACME' }),
			supplier({ supplier: '2', name: 'Acme.' }),
			supplier({ supplier: '3', name: 'Bolt' }),
		];
		expect(desiredOf({ suppliers, vendors: [vendor({ id: 7, name: 'Acme' })] }).map(({ remarks }) => remarks)).toEqual([
			['Almost the same name: "Acme".'],
			['Almost the same name: "Acme", "ACME".'],
			[],
		]);
	});

	it('notes its blocks', () => {
		const blocked = { posting: true, purchasing: true, deletion: false };
		const settings = { blockedSuppliers: 'create' } as const;
		const [found] = desiredOf({ suppliers: [supplier({ blocked })], vendors: [own('100001', { id: 5 })], settings });
		expect(found?.remarks).toEqual(['Blocked in SAP: posting, purchasing.']);
	});

	it.each([
		['2026-09-30T10:00:00.000Z', 'second'],
		['2026-09-30T10:00:01.000Z', 'second'],
		['2026-09-30T09:59:59.000Z', 'first'],
	])('given twice counts by its last change: the second of %s', (changedAt, expected) => {
		const suppliers = [supplier({ name: 'first' }), supplier({ name: 'second', changedAt })];
		expect(desiredOf({ suppliers }).map(({ name }) => name)).toEqual([expected]);
	});
});
