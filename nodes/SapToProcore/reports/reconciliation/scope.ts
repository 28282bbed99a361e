import { isZero } from '../../../shared/decimal';
import type { Roster } from '../../lookup/roster';
import type { RosterRow } from '../../ledger/rows';
import { totals } from '../kit/sums';
import { orderOf, type ReportedContract } from './contracts';
import type { ReconciliationInput } from './input';
import type { NotCompared } from './model';
import { pairsOf, type Pair } from './pairs';
import { sapParts } from './sapSide';
import type { Names } from './names';

export interface Scope {
	pairs: Pair[];
	notCompared: NotCompared[];
	/** Projects of which not everything could be read; `""` = something of which no project is known. */
	unread: Set<string>;
}

/** Pairs of the projects that take part; of the others only how much is left out, and why. */
export function scopeOf(
	input: ReconciliationInput,
	contracts: ReportedContract[],
	roster: Roster,
	names: Names,
): Scope {
	const { settings, orders, costCodes, values } = input;
	const known = contracts.flatMap((contract) => orderOf(contract, settings.system) ?? []);
	const parts = sapParts({ orders, roster, costCodes, values, settings, contracts: known });
	const currencies = { ofProject: names.currencyOf, asSent: settings.currencyPolicy === 'send' };
	const pairs: Pair[] = [];
	const leftOut: LeftOut[] = [];
	const unread = new Set(input.unreadProjects);
	const seen = new Set<string>();
	for (const pair of pairsOf(parts, contracts, settings.system, currencies)) {
		const why = whyNot(pair, input, names.rowOf(pair.projectId));
		seen.add(pair.purchaseOrder);
		if (input.unreadOrders.has(pair.purchaseOrder)) unread.add(pair.projectId);
		if (why === '') pairs.push(pair);
		else leftOut.push({ pair, why });
	}
	if ([...input.unreadOrders].some((order) => !seen.has(order))) unread.add('');
	// Procore was asked for nothing then.
	if (!input.projects.some(({ active, sync_enabled: isSynced }) => active && isSynced)) unread.add('');
	return { pairs, notCompared: summedUp(leftOut, names), unread };
}

function whyNot(
	{ purchaseOrder, projectId }: Pair,
	{ unreadOrders, unreadProjects }: ReconciliationInput,
	row: RosterRow | undefined,
): string {
	if (unreadOrders.has(purchaseOrder)) return 'The order could not be read in SAP';
	if (unreadProjects.has(projectId)) return 'The contracts of the project could not be read';
	if (row && !row.sync_enabled) return 'The sync is switched off for the project';
	return row && !row.active ? 'The project is inactive in Procore' : '';
}

interface LeftOut {
	pair: Pair;
	why: string;
}

function summedUp(leftOut: LeftOut[], names: Names): NotCompared[] {
	const groups = new Map<string, { why: string; projectId: string; pairs: Pair[] }>();
	for (const { pair, why } of leftOut) {
		const key = `${pair.projectId}|${why}`;
		const known = groups.get(key) ?? { why, projectId: pair.projectId, pairs: [] };
		known.pairs.push(pair);
		groups.set(key, known);
	}
	return [...groups.values()].flatMap(({ why, projectId, pairs }) => {
		const amounts = pairs.map(({ sapAmount: amount, currency }) => ({ amount, currency }));
		const orders = pairs.filter(({ part, sapAmount }) => !part || !isZero(sapAmount)).length;
		if (orders === 0) return [];
		return totals(amounts).map((money) => ({ projectId, project: names.nameOf(projectId), why, orders, ...money }));
	});
}
