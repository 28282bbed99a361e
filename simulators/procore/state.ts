import { grandTotalOf } from './finance/totals.ts';
import { showNumber } from './money.ts';
import type { Store } from './store.ts';
import { flatOf } from './wbs/wbs-view.ts';

function flatCode(store: Store, wbsCodeId: number): string {
	const code = store.finance.wbsCodes.get(wbsCodeId);
	return code === undefined ? '' : flatOf(store, code).flat_code;
}

function contracts(store: Store) {
	const { finance } = store;
	return finance.contracts.all().map((contract) => ({
		...contract,
		grand_total: showNumber(grandTotalOf(store, contract)),
		lines: finance.lines
			.inGroup(contract.id)
			.map((line) => ({ ...line, flat_code: flatCode(store, line.wbs_code_id) })),
	}));
}

/**
 * Everything the company holds, as a copy: two of them are equal, also as JSON text, exactly when nothing was changed
 * in between. Parts stand within their whole, all in the order of their ids.
 */
export function heldState(store: Store) {
	const { finance } = store;
	const vendors = [...store.vendors.values()];
	const projects = [...store.projects.values()];
	const active = vendors.filter((vendor) => vendor.is_active).length;
	return structuredClone({
		company: store.company,
		vendors,
		projects,
		costTypes: finance.costTypes.all(),
		costCodes: finance.costCodes.all(),
		wbsCodes: finance.wbsCodes.all().map((code) => ({ ...code, flat_code: flatOf(store, code).flat_code })),
		uoms: finance.uoms.all(),
		taxCodes: finance.taxCodes.all(),
		contracts: contracts(store),
		changeOrders: finance.changeOrders
			.all()
			.map((order) => ({ ...order, lines: finance.changeOrderLines.inGroup(order.id) })),
		billingPeriods: finance.periods.all(),
		requisitions: finance.requisitions
			.all()
			.map((requisition) => ({ ...requisition, items: finance.items.inGroup(requisition.id) })),
		budgetLines: finance.budgetLines.all().map((line) => ({ ...line, flat_code: flatCode(store, line.wbs_code_id) })),
		budgetChanges: finance.budgetChanges
			.all()
			.map((change) => ({ ...change, adjustments: finance.adjustments.inGroup(change.id) })),
		directCosts: finance.directCosts
			.all()
			.map((cost) => ({ ...cost, lines: finance.directCostLines.inGroup(cost.id) })),
		webhooks: [...store.webhooks.hooks.values()].map((hook) => ({
			...hook,
			triggers: store.webhooks.triggersOf(hook.id),
			deliveries: store.webhooks.deliveries.get(hook.id) ?? [],
		})),
		counts: {
			vendors: vendors.length,
			activeVendors: active,
			inactiveVendors: vendors.length - active,
			projects: projects.length,
			contracts: finance.contracts.all().length,
			contractLines: finance.lines.all().length,
		},
	});
}
