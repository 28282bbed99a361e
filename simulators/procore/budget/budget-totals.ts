import type { StoredBudgetLine } from '../finance/records.ts';
import { numberOf } from '../money.ts';
import type { Store } from '../store.ts';

type Counted = 'approvedChanges' | 'pendingChanges' | 'committed' | 'directCosts';

/** An amount on a WBS code; without a column it only uses the code. */
interface Booking {
	wbsCodeId: number;
	amount: string;
	column: Counted | undefined;
}

interface Line {
	wbs_code_id: number;
	amount: string;
}

const booking =
	(column: Counted | undefined) =>
	(line: Line): Booking => ({
		wbsCodeId: line.wbs_code_id,
		amount: line.amount,
		column,
	});

/** Procore: only approved commitments and change orders count, and direct costs unless they are drafts. */
function bookings({ finance }: Store, projectId: number): Booking[] {
	const contracts = finance.contracts.inGroup(projectId).filter((contract) => contract.deleted_at === null);
	const isCounted = (status: string) => status === 'Approved' || status === 'Closed';
	const onContracts = contracts.flatMap(({ id, status }) =>
		finance.lines.inGroup(id).map(booking(isCounted(status) ? 'committed' : undefined)),
	);
	const onOrders = contracts
		.flatMap(({ id }) => finance.changeOrders.inGroup(id))
		.flatMap(({ id, status }) =>
			finance.changeOrderLines.inGroup(id).map(booking(status === 'approved' ? 'committed' : undefined)),
		);
	const changeColumns: Partial<Record<string, Counted>> = {
		approved: 'approvedChanges',
		under_review: 'pendingChanges',
	};
	const onChanges = finance.budgetChanges
		.inGroup(projectId)
		.flatMap(({ id, status }) => finance.adjustments.inGroup(id).map(booking(changeColumns[status])));
	const onCosts = finance.directCosts
		.inGroup(projectId)
		.flatMap(({ id, status }) =>
			finance.directCostLines.inGroup(id).map(booking(status === 'draft' ? undefined : 'directCosts')),
		);
	return [...onContracts, ...onOrders, ...onChanges, ...onCosts];
}

/** What is booked on one WBS code; `used` counts what is not approved as well. */
export type Booked = Record<Counted, bigint> & { used: boolean };

const nothing = (): Booked => ({
	approvedChanges: 0n,
	pendingChanges: 0n,
	committed: 0n,
	directCosts: 0n,
	used: false,
});

/** What is booked in a project, by WBS code; gone through once for each answer. */
export function bookedIn(store: Store, projectId: number): Map<number, Booked> {
	const booked = new Map<number, Booked>();
	for (const { wbsCodeId, amount, column } of bookings(store, projectId)) {
		const entry = booked.get(wbsCodeId) ?? nothing();
		booked.set(wbsCodeId, entry);
		entry.used = true;
		if (column !== undefined) entry[column] += numberOf(amount);
	}
	return booked;
}

/** The sums of one budget line. */
export function budgetSums(line: StoredBudgetLine, booked: Map<number, Booked>) {
	const on = booked.get(line.wbs_code_id) ?? nothing();
	const original = numberOf(line.original_budget_amount);
	const revised = original + on.approvedChanges;
	return {
		...on,
		directCosts: on.directCosts + numberOf(line.direct_costs),
		revised,
		projected: revised + on.pendingChanges,
	};
}
