import { NodeOperationError } from 'n8n-workflow';
import { plannedCostSchema, projectCostSchema, purchaseOrderSchema, type PurchaseOrder } from '../../../shared/model';
import { onlyPreviewed } from '../../ledger/previews';
import { costCodeMap } from '../../lookup/costCodes';
import { withMappedCurrency } from '../../lookup/currencies';
import { valueMap } from '../../lookup/values';
import { renderReconciliation } from '../../reports/reconciliation';
import { budgetRowSchema, missingColumns } from '../../reports/reconciliation/budget';
import { reportedContractSchema } from '../../reports/reconciliation/contracts';
import type { ReconciliationInput } from '../../reports/reconciliation/input';
import type { ReconciliationReport } from '../../reports/reconciliation/model';
import type { Rendered } from '../../reports/rendered';
import { reconciliationPage } from '../../reports/reconciliation/page';
import { rowsOf } from '../../reports/reconciliation/signOff';
import { lastOf } from '../../reports/request';
import { filteredOut } from './filteredOut';
import { keep, keptFor, lastWhole } from './kept';
import { costRulesOf, lanesOf, orderSettingsOf } from './lastSettings';
import { linksOf } from './links';
import { gatheredOf, type Failure } from './records';
import { sapSystemOf, type Source } from './source';

/** Contracts with their lines, read one by one. */
export interface WholeContracts {
	records: unknown[];
	failures: Failure[];
}

async function makeReconciliation(source: Source, whole: WholeContracts): Promise<Rendered<ReconciliationReport>> {
	const input = await comparisonInput(source);
	const { sap, procore, ledger, settings } = source;
	// What a lane that is off would send is not missing in Procore.
	const lanes = lanesOf(settings);
	const lines = gatheredOf(whole.records, whole.failures, reportedContractSchema, 'Contracts with Lines');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const plan = sap.gathered('plan', plannedCostSchema, 'Planned Costs');
	const budget = procore.gathered('budgets', budgetRowSchema, 'Budgets');
	const unreadBudgets = procore.failures('budgets').map(({ details }) => String(details.projectId ?? ''));
	const unnamed = unreadBudgets.includes('');
	const counted = <T extends { currency: string }>(cost: T) => withMappedCurrency(cost, input.values);
	const made = renderReconciliation({
		...input,
		exceptions: await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }]),
		filteredOut: await filteredOut(ledger),
		onlyPreviewed: await onlyPreviewed(ledger),
		wholeContracts: lines.rows,
		readsLines: true,
		costs: sap.wasRead('costs') && lanes.includes('actual_cost') ? costs.rows.map(counted) : undefined,
		plan: sap.wasRead('plan') && lanes.includes('budget') ? plan.rows.map(counted) : undefined,
		budget: procore.wasRead('budgets') && !unnamed ? budget.rows : undefined,
		unreadBudgets: new Set(unreadBudgets),
		gaps: [...[input, lines, costs, plan, budget].flatMap(({ gaps }) => gaps), ...missingColumns(budget.rows)],
	});
	keep(made);
	return made;
}

/** A reconciliation to show, and how it is told that it is not of now. */
export interface Shown {
	made: Rendered<ReconciliationReport>;
	age: { shownAt?: string; isOld?: boolean };
}

/** A new one; the last whole one instead where the quota of reports has ended on the way. */
export async function newReconciliation(source: Source, whole: WholeContracts): Promise<Shown> {
	const { procore, request, now } = source;
	const made = await makeReconciliation(source, whole);
	const isCut = request.asked && procore.failures('contracts').some(({ details }) => details.reason === 'rate_limited');
	const last = isCut ? lastWhole(request.customer) : undefined;
	return last ? { made: last, age: { shownAt: now, isOld: true } } : { made, age: {} };
}

/**
 * The one that was made last: a short while ago, or as a whole while the quota has no room for another.
 * @throws NodeOperationError when it is gone meanwhile
 */
export function keptReconciliation({ context, request, now }: Source): Shown {
	const recent = keptFor(request.customer, lastOf(request.query.after), Date.parse(now));
	const made = recent ?? lastWhole(request.customer);
	if (made) return { made, age: { shownAt: now, isOld: recent === undefined } };
	throw new NodeOperationError(context.getNode(), 'The reconciliation is too old by now', {
		description: 'Open the page once more: both systems are then read again.',
		failure: { cause: 'temporarily-unavailable' },
	});
}

/** Its page; for a browser with what people have signed off, and the way to do so. */
export async function withPage(
	source: Source,
	{ made, age }: Shown,
	inBrowser: boolean,
): Promise<Rendered<ReconciliationReport>> {
	const signing = inBrowser ? { signOffs: await source.ledger.rows('signoffs'), links: await linksOf(source) } : {};
	return { ...made, page: reconciliationPage(made.model, { ...age, ...signing }) };
}

/** A file of what was signed off, as it was; that there is none it says itself. */
export async function signedOff({ ledger, request }: Source): Promise<Rendered<object>> {
	const [signOff] = await ledger.rows('signoffs', [{ column: 'form_id', value: lastOf(request.query.signed) }]);
	const title = signOff ? `Signed off: ${signOff.month}` : 'There is no such sign-off';
	const page = { title, subtitle: request.customer, top: [], sections: [] };
	return { model: {}, subject: title, page, rows: signOff ? rowsOf(signOff) : [{ list: title }] };
}

/**
 * What is compared: orders of SAP, contracts of Procore and the tables.
 * @throws NodeOperationError when one of them was not read at all: everything would differ
 */
export async function comparisonInput(source: Source): Promise<ReconciliationInput> {
	const { context, request, sap, procore, ledger, settings, now } = source;
	// Before the settings: what could not be read explains a missing system ID, too.
	const unreadOrders = unread(source, sap.failures('orders'), 'Orders', 'sapKey');
	const unreadProjects = unread(source, procore.failures('contracts'), 'Contracts', 'projectId');
	const system = sapSystemOf(source)?.system;
	if (system === undefined)
		throw new NodeOperationError(context.getNode(), 'The System ID of SAP is not known', {
			description: 'Without it no contract would be recognized as one of the sync. Look at the node that reads SAP.',
			failure: { cause: 'configuration-invalid' },
		});
	if (!settings)
		throw new NodeOperationError(context.getNode(), 'No run of the sync is on record yet', {
			description: 'The reconciliation compares by the settings of the last run. Run the sync once.',
			failure: { cause: 'configuration-invalid' },
		});
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const contracts = procore.gathered('contracts', reportedContractSchema, 'Contracts');
	const values = valueMap(await ledger.rows('values'));
	return {
		customer: request.customer,
		now,
		settings: orderSettingsOf(settings, system),
		isTaxed: settings.taxCodes,
		orders: latestOf(orders.rows).map((order) => withMappedCurrency(order, values)),
		unreadOrders,
		contracts: contracts.rows,
		wholeContracts: [],
		unreadProjects,
		projects: await ledger.rows('projects'),
		costCodes: costCodeMap(await ledger.rows('cost_codes')),
		values,
		exceptions: [],
		filteredOut: new Map(),
		onlyPreviewed: false,
		costRules: costRulesOf(settings),
		costs: undefined,
		plan: undefined,
		budget: undefined,
		unreadBudgets: new Set(),
		gaps: [...orders.gaps, ...contracts.gaps],
	};
}

const latestOf = (orders: PurchaseOrder[]) => [
	...new Map(orders.map((order) => [order.purchaseOrder, order])).values(),
];

/**
 * What the failures stand for.
 * @throws NodeOperationError for a failure that names nothing: then all of it may be missing
 */
function unread({ context }: Source, failures: readonly Failure[], label: string, key: string): Set<string> {
	const keys = failures.map(({ message, details }) => {
		const named = details[key];
		if (typeof named === 'string' && named !== '') return named;
		throw new NodeOperationError(context.getNode(), `${label} could not be read: ${message}`, {
			description: 'Nothing was compared without it.',
			failure: { cause: 'temporarily-unavailable' },
		});
	});
	return new Set(keys);
}
