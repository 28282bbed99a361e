import { NodeOperationError, type IExecuteFunctions, type NodeTypeAndVersion } from 'n8n-workflow';
import { accountsAdvice, readAccounts } from '../../../shared/accountRanges';
import { entityLabel, entityOfResource, type Entity } from '../../../shared/entities';
import { decidingSettings } from '../../sync/refusedSettings';
import { lineMethod } from '../purchaseOrder/settings';

/** Settings of the nodes that follow *Start*, flat by the name of the parameter. */
export type PanelSettings = Record<string, string | number | boolean>;

const ownNode = /\.(sapToProcore|sapS4Hana|procore)$/;
const isOwn = ({ type, disabled }: NodeTypeAndVersion) => ownNode.test(type) && !disabled;
/** They say what a node does, or differ from node to node. */
const structural = new Set(['resource', 'operation', 'run', 'entity', 'dryRun', 'returnAll', 'limit', 'simplify']);

/** Nodes of this package that come after *Start*, with what their panels say. */
export function followingNodes(context: IExecuteFunctions): NodeTypeAndVersion[] {
	return context.getChildNodes(context.getNode().name, { includeNodeParameters: true }).filter(isOwn);
}

/**
 * What the panels of the following nodes are set to. Of nodes that set a parameter differently the first one counts; what
 * *Fetch plan* calls as *Fetch costs* does has a name of its own.
 * @throws NodeOperationError that names node and parameter when a policy is an expression: a report could not tell what it
 * was, and it might change from item to item
 */
export function panelSettings(context: IExecuteFunctions, nodes: NodeTypeAndVersion[]): PanelSettings {
	const settings: PanelSettings = {};
	for (const { name, parameters = {} } of nodes)
		for (const [key, given] of Object.entries({ ...parameters, ...optionsIn(parameters.options) })) {
			const value = chosenIn(given);
			if (structural.has(key) || !isPlain(value) || value === '') continue;
			if (isExpression(value)) {
				if (policies.has(key)) throw expressionIn(context, name, key);
				continue;
			}
			settings[parameters.resource === 'plannedCost' ? (ofPlan[key] ?? key) : key] ??= value;
		}
	return settings;
}

const ofPlan: Partial<Record<string, string>> = { costAccounts: 'planAccounts', ledger: 'planLedger' };

const policies = new Set([
	...['releaseGate', 'contractStatus', 'lineMethod', 'currencyPolicy', 'ordersOutsideProjects'],
	...['taxCodes', 'retainagePercent'],
	...['nearDuplicates', 'blockedSuppliers', 'onApprovedContract', 'onEditedContract', 'onLockedBudget'],
	...['costAccounts', 'directCostPer', 'overContract', 'billingDate', 'invoiceStatus', 'planCategory'],
	...decidingSettings,
]);

/** Of a parameter that takes no expressions n8n hands on the text without its `=`. */
const isExpression = (value: unknown) => typeof value === 'string' && (value.startsWith('=') || value.includes('{{'));

const isPlain = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

/** What is chosen in a field that offers a list or takes an ID; any other value as it is. */
const chosenIn = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value ? (value as { value?: unknown }).value : value;

const optionsIn = (options: unknown): Record<string, unknown> =>
	typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {};

function expressionIn(context: IExecuteFunctions, node: string, parameter: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `The setting ${parameter} of the node "${node}" is an expression`, {
		description: 'Choose one of the values of its drop-down instead. Nothing was started.',
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * Refuses a run in which a lane is switched on that no node records: what it wrote would leave no trace.
 * @throws NodeOperationError that names the lanes
 */
export function requireRecords(
	context: IExecuteFunctions,
	nodes: NodeTypeAndVersion[],
	lanes: readonly Entity[],
): void {
	const recording = nodes.filter(({ parameters }) => parameters?.operation === 'record');
	// Whoever builds a workflow of their own may have no lanes at all.
	if (recording.length === 0) return;
	const recorded = new Set(recording.map(({ parameters }) => String(parameters?.entity ?? '')));
	const written = nodes.flatMap(({ parameters }) => entityOfResource(parameters?.resource) ?? []);
	const missing = lanes.filter((entity) => !recorded.has(entity) && written.includes(entity));
	if (missing.length === 0) return;
	const labels = missing.map(entityLabel).join(', ');
	throw new NodeOperationError(context.getNode(), `No node records the lane ${labels}`, {
		description:
			'Its Record node is missing or deactivated. Put it back, or take the lane out of Lanes in this node. Nothing was started.',
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * Refuses a run that reads costs or their plan without knowing which accounts are costs: revenue would count as cost.
 * @throws NodeOperationError that names the node
 */
export function requireCostAccounts(
	context: IExecuteFunctions,
	nodes: NodeTypeAndVersion[],
	lanes: readonly Entity[],
): void {
	const reading = { projectCost: 'actual_cost', plannedCost: 'budget' } as const;
	const entityOf = (resource: unknown) =>
		resource === 'projectCost' || resource === 'plannedCost' ? reading[resource] : undefined;
	const lacking = nodes.find(
		({ parameters }) =>
			lanes.some((entity) => entity === entityOf(parameters?.resource)) &&
			parameters?.operation === 'fetch' &&
			readAccounts(String(parameters.costAccounts ?? '')) === undefined,
	);
	if (!lacking) return;
	throw new NodeOperationError(context.getNode(), `Cost Accounts of the node "${lacking.name}" names no accounts`, {
		description: `${accountsAdvice} Or take the lane ${entityLabel(entityOf(lacking.parameters?.resource) ?? '')} out of Lanes in this node. Nothing was started.`,
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * Refuses a run that would read a plan without saying which.
 * @throws NodeOperationError that names the node
 */
export function requirePlanCategory(
	context: IExecuteFunctions,
	nodes: NodeTypeAndVersion[],
	{ lanes, planCategory = '' }: { lanes: readonly Entity[]; planCategory?: PanelSettings[string] | undefined },
): void {
	const reader = nodes.find(
		({ parameters }) => parameters?.resource === 'plannedCost' && parameters.operation === 'fetch',
	);
	if (!reader || !lanes.includes('budget') || String(planCategory).trim() !== '') return;
	throw new NodeOperationError(context.getNode(), `The lane ${entityLabel('budget')} has no plan category`, {
		description: `Choose the Plan Category in the node "${reader.name}", or take the lane out of Lanes in this node. Nothing was started.`,
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * Refuses a run in which pending contracts get another line method than the orders that take them over: Procore lets nobody
 * change it afterwards, so no order could.
 * @throws NodeOperationError that names both nodes
 */
export function requireOneLineMethod(
	context: IExecuteFunctions,
	nodes: NodeTypeAndVersion[],
	lanes: readonly Entity[],
): void {
	const mapper = (entity: Entity, fits: (parameters: NonNullable<NodeTypeAndVersion['parameters']>) => boolean) =>
		lanes.includes(entity)
			? nodes.find(({ parameters }) => parameters?.operation === 'map' && fits(parameters))
			: undefined;
	const orders = mapper('purchase_order', ({ resource }) => resource === 'purchaseOrder');
	const pending = mapper(
		'requisition',
		({ resource, requisitions }) => resource === 'requisition' && requisitions === 'pendingContract',
	);
	const methodOf = (node: NodeTypeAndVersion) => String(node.parameters?.lineMethod ?? lineMethod.default);
	if (!orders || !pending || methodOf(orders) === methodOf(pending)) return;
	throw new NodeOperationError(context.getNode(), `"${orders.name}" and "${pending.name}" differ in Line Method`, {
		description:
			'An order takes over the contract of its requisition, whose line method can no longer be changed. Choose the same in both nodes. Nothing was started.',
		failure: { cause: 'configuration-invalid' },
	});
}
