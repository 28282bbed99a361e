import type { Ledger, LedgerCells, LedgerRow } from './index';

export type ApprovalRow = LedgerRow<'approvals'>;

/** What outcomes change about what somebody was asked to approve. */
export interface ApprovalChanges {
	asked: Array<LedgerCells<'approvals'>>;
	/** Each as long as its row has the state that it was read with: somebody may have decided meanwhile. */
	settled: Array<{ row: ApprovalRow; cells: LedgerCells<'approvals'> }>;
}

/** What was asked and is neither carried out nor outdated. */
export const openApprovals = async (ledger: Ledger): Promise<ApprovalRow[]> =>
	await ledger.rows('approvals', [
		{ column: 'state', is: 'neq', value: 'used' },
		{ column: 'state', is: 'neq', value: 'outdated' },
	]);

export async function writeApprovals(ledger: Ledger, { asked, settled }: ApprovalChanges): Promise<void> {
	if (asked.length > 0) await ledger.insert('approvals', asked);
	if (settled.length === 0) return;
	await ledger.updateEach(
		'approvals',
		settled.map(({ row: { id, state }, cells }) => ({
			where: [
				{ column: 'id', value: Number(id) },
				{ column: 'state', value: state },
			],
			cells,
		})),
	);
}
