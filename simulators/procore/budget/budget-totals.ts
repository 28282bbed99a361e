import type { StoredBudgetLine, StoredContract } from '../finance/records.ts';
import { billedLine, pendingChangeOrders } from '../finance/totals.ts';
import { numberOf } from '../money.ts';
import type { Store } from '../store.ts';

type Counted = 'approvedChanges' | 'pendingChanges' | 'committed' | 'pendingCosts' | 'directCosts' | 'invoiced';

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

function columnOf({ settings }: Store, { status }: StoredContract): Counted | undefined {
	if (status === 'Approved' || status === 'Closed') return 'committed';
	if (status === 'Draft') return undefined;
	return status === 'Processing' || settings.pendingOrders === 'untilApproved' ? 'pendingCosts' : undefined;
}

/** Procore: what the owner of the contract has agreed to pay. */
const countedInvoices = new Set(['approved', 'approved_as_noted', 'pending_owner_approval']);

const onChangeOrders = (status: string): Counted | undefined =>
	status === 'approved' ? 'committed' : pendingChangeOrders.has(status) ? 'pendingCosts' : undefined;

function billed({ finance }: Store, contract: StoredContract): Booking[] {
	return finance.requisitions
		.inGroup(contract.id)
		.filter(({ status }) => countedInvoices.has(status))
		.flatMap(({ id }) => finance.items.inGroup(id))
		.flatMap((item): Booking[] => {
			const line = billedLine(finance, item.line_item_id);
			return line === undefined
				? []
				: [{ wbsCodeId: line.wbs_code_id, amount: item.work_completed_this_period, column: 'invoiced' }];
		});
}

/**
 * Procore: approved commitments and change orders are committed, purchase orders and change orders on their way to it are
 * pending, direct costs count unless they are drafts.
 */
function bookings(store: Store, projectId: number): Booking[] {
	const { finance } = store;
	const contracts = finance.contracts.inGroup(projectId).filter((contract) => contract.deleted_at === null);
	const onContracts = contracts.flatMap((contract) =>
		finance.lines.inGroup(contract.id).map(booking(columnOf(store, contract))),
	);
	const onOrders = contracts
		.flatMap(({ id }) => finance.changeOrders.inGroup(id))
		.flatMap(({ id, status }) => finance.changeOrderLines.inGroup(id).map(booking(onChangeOrders(status))));
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
	return [
		...onContracts,
		...onOrders,
		...onChanges,
		...onCosts,
		...contracts.flatMap((contract) => billed(store, contract)),
	];
}

/** What is booked on one WBS code; `used` counts what is in no column as well. */
export type Booked = Record<Counted, bigint> & { used: boolean };

const nothing = (): Booked => ({
	approvedChanges: 0n,
	pendingChanges: 0n,
	committed: 0n,
	pendingCosts: 0n,
	directCosts: 0n,
	invoiced: 0n,
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

/** The sums of one budget line, as Procore's standard view works them out. */
export function budgetSums(line: StoredBudgetLine, booked: Map<number, Booked>) {
	const on = booked.get(line.wbs_code_id) ?? nothing();
	const original = numberOf(line.original_budget_amount);
	const revised = original + on.approvedChanges;
	const projected = revised + on.pendingChanges;
	const directCosts = on.directCosts + numberOf(line.direct_costs);
	const projectedCosts = on.committed + directCosts + on.pendingCosts;
	return {
		...on,
		directCosts,
		original,
		revised,
		projected,
		jobToDate: directCosts + on.invoiced,
		projectedCosts,
		overUnder: projected - projectedCosts,
	};
}
