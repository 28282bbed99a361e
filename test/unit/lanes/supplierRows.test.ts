import { outcome, type Outcome } from '../../../nodes/shared/model';
import { decisionRowsToFill } from '../../../nodes/SapToProcore/lanes/supplier/decisionsToFill';
import { decisions } from '../../../nodes/SapToProcore/lookup/vendorDecisions';

const held = (sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({
		...{ entity: 'supplier', sapKey, action: 'none', status: 'held', reason: 'ambiguous_vendor_name' },
		...{ message: `Two vendors are called like ${sapKey}.` },
		...fields,
	});
const known = decisions([{ supplier: '0000000009', decision: '', procore_vendor_id: '', note: '' }]);

describe('rows of sap_procore_vendors for a person to fill', () => {
	it('are made of held suppliers that have none, with why they are held', () => {
		expect(decisionRowsToFill('acme', [held('9'), held('7')], known)).toEqual([
			{
				position: 1,
				row: {
					...{ customer: 'acme', supplier: '7', procore_vendor_id: '', decision: '' },
					note: 'Two vendors are called like 7.',
				},
			},
		]);
	});

	it.each([
		['ambiguous_vendor_name', 1],
		['duplicate_supplier_name', 1],
		['foreign_origin_id', 1],
		['near_duplicate_vendor', 1],
		['vendor_inactive', 1],
		['supplier_blocked', 0],
		['decision_unreadable', 0],
	])('are made where a decision can release it: %s', (reason, rows) => {
		expect(decisionRowsToFill('acme', [held('7', { reason })], known)).toHaveLength(rows);
	});

	it('are not made of what waits or failed for the same reason', () => {
		const others = (['failed', 'waiting', 'synced'] as const).map((status) => held('7', { status }));
		expect(decisionRowsToFill('acme', others, known)).toEqual([]);
	});
});
