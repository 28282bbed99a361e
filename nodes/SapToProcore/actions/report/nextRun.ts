import { plannedCostSchema, purchaseRequisitionSchema, type SapSystem } from '../../../shared/model';
import type { Ledger } from '../../ledger';
import { previewRuns } from '../../ledger/previews';
import { effectOf, type Effect, type MappingTables, type NextRun } from '../../mapping/effects';
import type { MappingFacts } from '../../reports/mapping/build';
import { lanesOf, orderSettingsOf, type SyncSettings } from './lastSettings';
import { sapSystemOf, type Source } from './source';

/** What the next run does because of tables that are changed; or why nobody can tell. */
export async function effectOnNextRun(
	source: Source,
	facts: MappingFacts,
	gaps: readonly string[],
	after: Partial<Pick<MappingTables, 'costCodes' | 'projects'>>,
): Promise<Effect | { unknown: string }> {
	const { ledger, sap, settings, now } = source;
	const system = sapSystemOf(source);
	const requisitions = sap.gathered('requisitions', purchaseRequisitionSchema, 'Requisitions');
	const plans = sap.gathered('plan', plannedCostSchema, 'Planned Costs');
	const [gap] = [...gaps, ...requisitions.gaps, ...plans.gaps];
	if (gap !== undefined) return { unknown: gap };
	if (!system) return { unknown: 'SAP did not say which system it is.' };
	if (!settings) return { unknown: 'No run is on record whose settings the next one will have.' };
	const tables = { projects: await ledger.rows('projects'), values: await ledger.rows('values') };
	const next = nextRun(settings, system, now);
	const contracts = await ledger.rows('contracts');
	const known = new Set(contracts.map(({ origin_id }) => origin_id));
	return effectOf({
		before: { ...tables, costCodes: facts.rows },
		after: { ...tables, costCodes: facts.rows, ...after },
		orders: facts.orders,
		requisitions: requisitions.rows,
		costs: facts.costs,
		plans: plans.rows,
		...(await recorded(ledger)),
		contracts,
		codes: new Map([...facts.codes].map(([projectId, { codes }]) => [projectId, codes])),
		// Procore is not asked for it: what the sync sets is what is taken to be there.
		isCommitted: (contract) => next.orders.contractStatus === 'Approved' && known.has(contract),
		withoutVendor: new Set(),
		withoutBillingPeriod: new Set(),
		costsMoved: false,
		next,
	});
}

async function recorded(ledger: Ledger) {
	const exceptions = await ledger.rows('exceptions');
	const lines = await ledger.rows('allocations', [{ column: 'entity', value: 'purchase_order' }]);
	const planned = await previewRuns(ledger);
	return {
		exceptions: exceptions.filter(({ status }) => status !== 'resolved'),
		state: await ledger.rows('state'),
		standing: lines.filter(({ run_id }) => !planned.has(run_id)),
	};
}

/** Whether the sync makes the cost codes that a project lacks. */
export const createsCodes = (settings: SyncSettings | undefined): boolean =>
	settings !== undefined && (settings.createMissingWbsCodes || lanesOf(settings).includes('cost_code'));

/** The next run has the settings of the last one. */
function nextRun(settings: SyncSettings, { system, now: sapNow }: SapSystem, startedAt: string): NextRun {
	const lanes = lanesOf(settings);
	return {
		...{ system, lanes, now: sapNow, startedAt, overlapMinutes: 15, settleMinutes: 2 },
		createsCodes: createsCodes(settings),
		orders: {
			...orderSettingsOf(settings, system),
			contractStatus: settings.contractStatus,
			lineMethod: settings.lineMethod,
			taxCodes: settings.taxCodes,
		},
		requisitions: { requisitions: settings.requisitions || 'draftInvoice', billingDate: settings.billingDate },
		costs: {
			target: settings.costTarget || 'directCost',
			per: settings.directCostPer,
			overContract: settings.overContract,
			onOrders: settings.costsOnOrders,
		},
	};
}
