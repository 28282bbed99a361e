import type { ProjectCost, PurchaseOrder } from '../../../shared/model';
import { combinationOf, type AccountKeys, type CostCodeMap } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import { orderLines } from '../../lanes/purchaseOrder/lines';
import type { CostCodeRow } from '../../ledger/rows';
import type { Money } from '../kit/format';
import { totals } from '../kit/sums';

/** An account assignment without a cost code, and what waits on it in one currency (`""` = nothing that was read). */
export interface UnmappedCombination extends AccountKeys, Money {
	documents: number;
}

interface Waiting {
	keys: AccountKeys;
	amounts: Money[];
	documents: Set<string>;
}

export interface UnmappedInput {
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
	rows: readonly CostCodeRow[];
	map: CostCodeMap;
	projects: Roster;
}

/**
 * Combinations that no row of the cost code map decides: those that documents in SAP have in a Procore project, and those
 * whose row waits to be filled. What waits on them most comes first.
 */
export function unmappedCombinations(input: UnmappedInput): UnmappedCombination[] {
	const found = new Map<string, Waiting>();
	const note = (keys: AccountKeys, money?: Money, document?: string) => {
		const key = combinationOf(keys);
		const waiting = found.get(key) ?? { keys, amounts: [], documents: new Set() };
		found.set(key, waiting);
		if (money) waiting.amounts.push(money);
		if (document) waiting.documents.add(document);
	};
	for (const order of input.orders) noteOrder(order, input, note);
	for (const cost of input.costs) noteCost(cost, input, note);
	for (const row of input.rows) if (row.enabled && row.cost_code === '') note(keysOf(row));
	return [...found.values()]
		.flatMap(combinations)
		.sort((a, b) => Math.abs(Number(b.amount)) - Math.abs(Number(a.amount)));
}

type Note = (keys: AccountKeys, money: Money, document: string) => void;

function noteOrder(order: PurchaseOrder, { projects, map }: UnmappedInput, note: Note): void {
	for (const { project, assignment, amount, mismatch } of orderLines(order, projects)) {
		const keys = { ...accountOf(assignment), companyCode: order.companyCode };
		if (project.kind !== 'project' || mismatch !== '' || map.find(keys).kind !== 'unmapped') continue;
		note(keys, { amount, currency: order.currency }, `order ${order.purchaseOrder}`);
	}
}

function noteCost(cost: ProjectCost, { projects, map }: UnmappedInput, note: Note): void {
	const keys = { ...accountOf(cost), companyCode: cost.companyCode };
	const { kind } = projects.find(cost);
	if (cost.isBalanceSheet || kind !== 'project' || map.find(keys).kind !== 'unmapped') return;
	note(keys, { amount: cost.amount, currency: cost.currency }, `cost ${combinationOf(keys)}`);
}

const accountOf = ({ glAccount, costCenter, wbsElement }: Omit<AccountKeys, 'companyCode'>) => ({
	glAccount,
	costCenter,
	wbsElement,
});

const keysOf = (row: CostCodeRow): AccountKeys => ({
	companyCode: row.company_code,
	glAccount: row.gl_account,
	costCenter: row.cost_center,
	wbsElement: row.wbs_element,
});

function combinations({ keys, amounts, documents }: Waiting): UnmappedCombination[] {
	const sums = totals(amounts);
	return (sums.length === 0 ? [{ amount: '', currency: '' }] : sums).map((money) => ({
		...keys,
		...money,
		documents: documents.size,
	}));
}
