import type { Entity } from '../../shared/entities';

/** What the settings of a sync say, as Start and the record of a run have them: a setting at its default may be missing. */
export interface SettingsInput {
	lanes: readonly Entity[];
	/** By the names of the parameters. */
	settings: Readonly<Record<string, unknown>>;
	/** Whether Procore has contracts of the sync, also those of earlier runs. */
	hasContracts: boolean;
}

/** A combination of settings by which Procore would count the same money twice, or take one currency for another. */
export interface RefusedSettings {
	/** What would be wrong, and where; a sentence. */
	what: string;
	/** Which setting to change. */
	change: string;
}

/** Settings that decide on it; Start reads them from the panels, so they take no expressions. */
export const decidingSettings = ['costTarget', 'costsOnOrders', 'requisitions', 'currencyPolicy'] as const;

const viewAllows =
	'Or switch on Budget View Counts Once under Options of Start, if the budget views of your company are set up for it.';

/**
 * Combinations of settings by which the same money would be counted twice, in Procore's standard budget view: Projected
 * Costs = Committed + Direct + Pending, Job to Date Costs = Direct + Subcontractor Invoices; and those by which costs would be
 * measured against contracts in another currency. Start refuses them, and the readiness report names them.
 */
export function refusedSettings({ lanes, settings, hasContracts }: SettingsInput): RefusedSettings[] {
	const is = (entity: Entity) => lanes.includes(entity);
	const sendsCosts = is('actual_cost');
	const costsOnOrders = text(settings.costsOnOrders) || 'leaveOut';
	const contracts = is('purchase_order') || hasContracts;
	// A pending contract holds only what no released order has, so nothing can be posted or invoiced on it.
	const requisitionsBill = is('requisition') && !['off', 'pendingContract'].includes(text(settings.requisitions));
	const viewCountsOnce = settings.budgetViewCountsOnce === true;
	const found: RefusedSettings[] = [];
	if (sendsCosts && text(settings.costTarget) === 'budget')
		found.push({
			what: 'Actual costs would be written into the Original Budget, the column of planned costs: budget and spend would be the same money',
			change: 'Set Cost Target in Map costs to Direct Cost or to Budget Line.',
		});
	if (is('supplier_invoice') && requisitionsBill)
		found.push({
			what: 'Orders would be billed twice on their contracts: by the draft requisition of what was ordered, and by the supplier invoices',
			change:
				'Set Requisitions in Map requisitions to Off or to Pending Contract, or take Supplier invoices out of Lanes in Start.',
		});
	if (sendsCosts && contracts && costsOnOrders === 'leaveOut' && text(settings.currencyPolicy) === 'send')
		found.push({
			what: 'Costs of orders in another currency than their project would be measured against their contracts as if both were in one currency',
			change: 'Set Currency Policy in Map orders to Hold, or take Actual costs out of Lanes in Start.',
		});
	if (viewCountsOnce || !sendsCosts || costsOnOrders === 'leaveOut') return found;
	const leaveOut = `Set Costs on Orders in Map costs to Leave Out. ${viewAllows}`;
	if (contracts)
		found.push({
			what: 'Costs of purchase orders would count twice in Projected Costs: as Committed Costs of their contracts, and as Direct Costs',
			change: leaveOut,
		});
	if (requisitionsBill || is('supplier_invoice'))
		found.push({
			what: `Costs of purchase orders would count twice in Job to Date Costs: as ${is('supplier_invoice') ? 'the supplier invoices' : 'the requisitions'} on their contracts, and as Direct Costs`,
			change: leaveOut,
		});
	return found;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
