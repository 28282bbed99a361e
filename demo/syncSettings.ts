import type { Workflow } from '../tools/n8n/import.ts';

export type SettingValue = string | number | boolean;
export type Settings = Record<string, SettingValue>;

/** Where a setting stands in the panels of the sync template: nodes, and the path of the parameter in each. */
const places: Record<string, { nodes: string[]; path: string[] }> = {
	...inNode('Start', ['customer', 'mode', 'projectCurrency', 'approval', 'approveAbove']),
	...inOptions(
		['Start'],
		[
			...['replayEntity', 'replayKey', 'backfillFrom', 'backfillTo', 'batchSize', 'firstBatchSize', 'projectsPerBatch'],
			...['overlapMinutes', 'settleMinutes', 'maximumAttempts', 'recordUnchanged', 'takeOver'],
		],
	),
	...inNode('Match suppliers', ['nearDuplicates', 'blockedSuppliers']),
	...inOptions(['Match suppliers'], ['deactivateBlocked']),
	...inNode('Map orders', [
		...['releaseGate', 'contractStatus', 'lineMethod', 'currencyPolicy', 'ordersOutsideProjects'],
		...['taxCodes', 'retainagePercent', 'customFields'],
	]),
	...inNode('Upsert contracts', ['onApprovedContract', 'onEditedContract']),
	...inOptions(['Upsert contracts', 'Upsert costs'], ['createMissingWbsCodes']),
	costAccounts: { nodes: ['Fetch costs', 'Fetch plan'], path: ['costAccounts'] },
	...inNode('Fetch costs', ['ledger']),
	...inNode('Fetch plan', ['planCategory']),
	...inNode('Upsert budgets', ['onLockedBudget']),
	...inNode('Map costs', ['costTarget', 'costsOnOrders', 'directCostPer', 'overContract']),
	...inOptions(['Upsert costs'], ['directCostsLocked']),
	directCostStatus: { nodes: ['Upsert costs'], path: ['status'] },
	...inNode('Map requisitions', ['requisitions', 'billingDate']),
	...inOptions(['Upsert requisitions'], ['submit', 'lockWhenApproved', 'createBillingPeriod']),
	...inOptions(
		['Upsert vendors', 'Upsert cost codes', 'Upsert contracts', 'Upsert requisitions', 'Upsert costs'],
		['maximumWait'],
	),
	...inNode('Finish', ['retentionDays']),
	schedule: { nodes: ['Every hour'], path: ['rule'] },
};

function inNode(node: string, names: string[]) {
	return Object.fromEntries(names.map((name) => [name, { nodes: [node], path: [name] }]));
}

function inOptions(nodes: string[], names: string[]) {
	return Object.fromEntries(names.map((name) => [name, { nodes, path: ['options', name] }]));
}

/**
 * Sets what a person sets in the panels of the sync template. `lanes` is a list of entities separated by commas.
 * @throws Error for a setting that no panel has
 */
export function applySettings(workflow: Workflow, settings: Settings): void {
	for (const [name, value] of Object.entries(settings)) {
		const place = name === 'lanes' ? { nodes: ['Start'], path: ['lanes'] } : places[name];
		if (!place) throw new Error(`No panel of the sync template has a setting "${name}"`);
		const given = valueOf(name, value);
		for (const node of place.nodes) setParameter(workflow, node, place.path, given);
	}
}

/**
 * Lanes are words separated by commas, the schedule is a cron expression, a plan category is chosen by its ID, a custom field
 * is written as `ID: value`.
 */
function valueOf(name: string, value: SettingValue): unknown {
	if (name === 'lanes') return String(value).split(/[\s,]+/);
	if (name === 'schedule') return { interval: [{ field: 'cronExpression', expression: value }] };
	if (name === 'customFields') {
		const [, id, text] = /^([^:]*): ?(.*)$/.exec(String(value)) ?? [];
		return { field: [{ id, value: text }] };
	}
	if (name === 'planCategory') return { __rl: true, mode: 'id', value };
	return value;
}

type Parameters = Record<string, unknown>;

function setParameter(workflow: Workflow, node: string, path: string[], value: unknown): void {
	const found = workflow.nodes.find(({ name }) => name === node) as unknown as { parameters: Parameters } | undefined;
	if (!found) throw new Error(`The sync template has no node "${node}"`);
	let at = found.parameters;
	for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Parameters;
	at[path.at(-1) ?? ''] = value;
}
