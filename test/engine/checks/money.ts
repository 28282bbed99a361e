import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { SapData } from '../../../simulators/data/types.ts';
import type { Engine, EngineRun } from '../support/engine.ts';
import { auditOf, cell, procoreOf, rowsOf, runRowOf, type Seen, type TableRow } from './seen.ts';

/**
 * P6. Shares of a run that do not add up: those of an order's items to what SAP has of them, and those of a contract to
 * what the contract in Procore comes to.
 */
export function moneyProblems(engine: Engine, runs: readonly EngineRun[], before: Seen): string[] {
	const ids = new Set(runs.flatMap(({ executionId }) => cell(runRowOf(engine, executionId), 'run_id') || []));
	const shares = rowsOf(engine, 'allocations').filter(
		(row) => row.entity === 'purchase_order' && ids.has(cell(row, 'run_id')) && cell(row, 'amount') !== '',
	);
	// Several batches of a run may have written a contract twice.
	if (runs.some(({ children }) => children > 0) || runs.length > 1) return [];
	return [...itemProblems(engine, shares, before), ...contractProblems(engine, runs, shares)];
}

function sumsOf(shares: readonly TableRow[], keyOf: (row: TableRow) => string): Map<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const row of shares) {
		const key = keyOf(row);
		sums.set(key, (sums.get(key) ?? 0n) + toUnits(cell(row, 'amount'), currencyDecimals(cell(row, 'currency'))));
	}
	return sums;
}

/** Items whose shares were all written, and which nobody has changed since. */
function itemProblems({ simulators }: Engine, shares: readonly TableRow[], { at }: Seen): string[] {
	const { orders } = simulators.sap.simulator.state() as SapData;
	const sums = sumsOf(shares, (row) => `${cell(row, 'sap_key')} ${cell(row, 'sap_item')}`);
	const written = new Set(
		shares.map((row) => ['sap_key', 'sap_item', 'assignment'].map((name) => cell(row, name)).join(' ')),
	);
	return orders.flatMap(({ header, items }) => {
		const { PurchaseOrder: order, DocumentCurrency: currency, LastChangeDateTime: changed } = header;
		if (changed !== null && Date.parse(changed) >= at) return [];
		return items.flatMap(({ PurchaseOrderItem: item, NetAmount, IsReturnsItem, assignments }) => {
			const kept = assignments.filter(({ IsDeleted }) => !IsDeleted);
			const isWhole = kept.every((row) => written.has(`${order} ${item} ${row.AccountAssignmentNumber}`));
			const sum = sums.get(`${order} ${item}`);
			if (sum === undefined || !isWhole) return [];
			const decimals = currencyDecimals(currency);
			const whole = toUnits(NetAmount, decimals) * (IsReturnsItem ? -1n : 1n);
			return sum === whole
				? []
				: [`P6 item ${item} of ${order}: shares of ${toText(sum, decimals)}, SAP has ${toText(whole, decimals)}`];
		});
	});
}

/** Contracts that the run says it has written, and that come to something else. */
function contractProblems(engine: Engine, runs: readonly EngineRun[], shares: readonly TableRow[]): string[] {
	const sums = sumsOf(shares, (row) => cell(row, 'origin_id'));
	const contracts = new Map(procoreOf(engine).contracts.map((contract) => [contract.origin_id, contract]));
	const audit = runs.flatMap(({ executionId }) => auditOf(engine, cell(runRowOf(engine, executionId), 'run_id')));
	const done = audit.filter(
		({ entity, status, reason }) => entity === 'purchase_order' && status === 'synced' && (reason ?? '') === '',
	);
	return done.flatMap(({ origin_id, currency }) => {
		const contract = contracts.get(String(origin_id));
		const sum = sums.get(String(origin_id));
		if (!contract || sum === undefined) return [];
		const decimals = currencyDecimals(String(currency ?? ''));
		const lines = contract.lines.reduce((total, { amount }) => total + toUnits(amount, decimals), 0n);
		const total = toUnits(contract.grand_total, decimals);
		return lines === sum && total === sum
			? []
			: [
					`P6 ${String(origin_id)}: shares of ${toText(sum, decimals)}, lines of ${toText(lines, decimals)}, a total of ${toText(total, decimals)}`,
				];
	});
}
