import { isZero, readDecimal } from '../../../shared/decimal';
import { because, type Explanation } from '../upsert/itemResult';
import type { ContractPlan } from './compare';
import type { ProcoreContract } from './record';

const isSome = (amount: string | undefined) =>
	amount !== undefined && readDecimal(amount) !== undefined && !isZero(amount);

/** Whether change orders carry a part of the amount. */
export const hasChangeOrders = (contract: ProcoreContract): boolean =>
	[contract.approved_change_orders, contract.pending_change_orders, contract.draft_change_orders_amount].some(isSome);

/** People move a contract on in its workflow; the sync cannot, and does not try again. */
const workflowControls = (message: string): Explanation => because('workflow_controls_status', message);

/** Procore does not set a contract back to Draft for a change. */
export const workflowKeeps = (status: string): Explanation =>
	workflowControls(
		`A workflow in Procore controls the status of the contract: it stays ${status}, so the contract cannot be changed`,
	);

/** Procore does not give a contract that is written its status. */
export const statusKeptAt = (is: string, wanted: string): Explanation =>
	workflowControls(
		`The contract is as SAP has it, but for its status: a workflow in Procore keeps it ${is}, and it should be ${wanted}`,
	);

/**
 * Why a contract cannot go back to Draft for a change, by what the list of contracts tells: what was agreed, changed by
 * change orders, or is led by a workflow. Procore itself lets the first two be reopened.
 */
export function notReopened(observed: ProcoreContract, { statusRefused }: ContractPlan): Explanation | undefined {
	if (statusRefused) return workflowKeeps(observed.status);
	if (observed.status !== 'Approved') return undefined;
	if (observed.executed)
		return because('contract_executed', 'The contract is executed in Procore, so it is not reopened');
	if (hasChangeOrders(observed))
		return because('contract_has_change_orders', 'The contract has change orders in Procore, so it is not reopened');
	return undefined;
}

/** An invoice that is more than a draft relies on the lines as they are. */
export const invoiced = (invoices: string[]): Explanation =>
	because('contract_invoiced', `The contract is invoiced in Procore (${invoices.join(', ')}), so it is not reopened`);

/** @param isBound whether the contract is not reopened, whatever the setting */
export const supplierChanged = (isBound: boolean): Explanation =>
	because(
		'contract_approved',
		'The order has another supplier, which a change order cannot change',
		isBound ? 'otherSupplier' : undefined,
	);
