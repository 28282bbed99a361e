import type { Entity } from '../../../nodes/shared/entities';
import { entities } from '../../../nodes/shared/entities';
import { refusedSettings, type SettingsInput } from '../../../nodes/SapToProcore/sync/refusedSettings';

const usual: Entity[] = ['project', 'supplier', 'purchase_order', 'requisition', 'actual_cost'];
const found = (fields: Partial<SettingsInput>) =>
	refusedSettings({ lanes: usual, settings: {}, hasContracts: false, ...fields });
const whats = (fields: Partial<SettingsInput>) => found(fields).map(({ what }) => what);

describe('settings by which money would be wrong in Procore', () => {
	it('are not those of a new workflow', () => {
		expect(found({})).toEqual([]);
		expect(found({ hasContracts: true })).toEqual([]);
	});

	it('contracts together with all postings as direct costs', () => {
		const settings = { costsOnOrders: 'send', requisitions: 'off' };
		expect(whats({ settings })).toEqual([expect.stringMatching(/twice in Projected Costs/)]);
		expect(found({ settings })[0]?.change).toMatch(/^Set Costs on Orders in Map costs to Leave Out\./);
	});

	it('contracts of earlier runs together with all postings, also while the lane of orders is off', () => {
		const lanes: Entity[] = ['project', 'actual_cost'];
		const settings = { costsOnOrders: 'send' };
		expect(whats({ lanes, settings })).toEqual([]);
		expect(whats({ lanes, settings, hasContracts: true })).toHaveLength(1);
	});

	it('contracts together with postings as direct costs of the type Subcontractor Invoice', () => {
		const settings = { costsOnOrders: 'subcontractorInvoice', requisitions: 'off' };
		expect(whats({ settings })).toEqual([expect.stringMatching(/twice in Projected Costs/)]);
	});

	it('requisitions together with direct costs of the type Subcontractor Invoice', () => {
		const settings = { costsOnOrders: 'subcontractorInvoice', requisitions: 'draftInvoice' };
		expect(whats({ settings })).toContainEqual(expect.stringMatching(/twice in Job to Date Costs.*requisitions/));
	});

	it('supplier invoices together with direct costs of the type Subcontractor Invoice', () => {
		const lanes: Entity[] = [...usual, 'supplier_invoice'];
		const settings = { costsOnOrders: 'subcontractorInvoice', requisitions: 'off' };
		expect(whats({ lanes, settings })).toContainEqual(
			expect.stringMatching(/twice in Job to Date Costs.*supplier invoices/),
		);
	});

	it('the costs of orders are allowed where the budget view of the company counts them once', () => {
		for (const costsOnOrders of ['send', 'subcontractorInvoice'])
			expect(found({ settings: { costsOnOrders, budgetViewCountsOnce: true } })).toEqual([]);
	});

	it('plan and actual costs in the Original Budget, as version 0.1 did, whatever the budget view', () => {
		const settings = { costTarget: 'budget', budgetViewCountsOnce: true };
		expect(whats({ settings })).toEqual([expect.stringMatching(/Original Budget/)]);
		expect(whats({ settings, lanes: ['purchase_order'] })).toEqual([]);
	});

	it.each([undefined, 'draftInvoice', 'draft', 'under_review'])(
		'supplier invoices together with requisitions that bill (%p), whatever the budget view',
		(requisitions) => {
			const lanes: Entity[] = [...usual, 'supplier_invoice'];
			const settings = { requisitions, budgetViewCountsOnce: true };
			expect(whats({ lanes, settings })).toEqual([expect.stringMatching(/billed twice/)]);
		},
	);

	it.each(['off', 'pendingContract'])(
		'but not supplier invoices with requisitions that bill nothing (%s)',
		(requisitions) => {
			expect(found({ lanes: [...entities], settings: { requisitions } })).toEqual([]);
		},
	);

	it('pending contracts hold what no order has, so that costs of orders count twice by the contracts of orders alone', () => {
		const settings = { requisitions: 'pendingContract', costsOnOrders: 'send' };
		expect(whats({ settings })).toEqual([expect.stringMatching(/twice in Projected Costs/)]);
	});

	it('but not supplier invoices where the lane of requisitions is off', () => {
		expect(found({ lanes: ['purchase_order', 'supplier_invoice', 'actual_cost'] })).toEqual([]);
	});

	it('costs measured against contracts in another currency', () => {
		const settings = { currencyPolicy: 'send' };
		expect(whats({ settings })).toEqual([expect.stringMatching(/as if both were in one currency/)]);
		expect(whats({ settings, lanes: ['actual_cost'], hasContracts: true })).toHaveLength(1);
		expect(whats({ settings, lanes: ['purchase_order'] })).toEqual([]);
		expect(whats({ settings, lanes: ['actual_cost'] })).toEqual([]);
		expect(found({ settings: { ...settings, costsOnOrders: 'send', budgetViewCountsOnce: true } })).toEqual([]);
		expect(found({ settings: { currencyPolicy: 'hold' } })).toEqual([]);
	});

	it('say each what to change', () => {
		const settings = { costsOnOrders: 'send', costTarget: 'budget', requisitions: 'draftInvoice' };
		for (const { what, change } of found({ lanes: [...entities], settings })) {
			expect(what).not.toMatch(/\.$/);
			expect(change).toMatch(/^Set .*\.$/);
		}
	});
});
