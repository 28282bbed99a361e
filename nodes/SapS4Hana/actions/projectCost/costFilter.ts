import type { IExecuteFunctions } from 'n8n-workflow';
import { accountsAdvice } from '../../../shared/accountRanges';
import { invalidParameter } from '../../../shared/parameters';
import type { CostFilter } from '../../documents/finance/projectCosts';
import { chosenAccounts, chosenLedger } from '../ledger';

/** As the panel of the node that reads costs has them. */
interface CostSettings {
	costAccounts?: unknown;
	ledger?: unknown;
}

/**
 * What counts as a cost in a run.
 * @throws NodeOperationError when no accounts are set: revenue would be sent as cost
 */
export function costFilterOf(context: IExecuteFunctions, settings: CostSettings): CostFilter {
	const costAccounts = chosenAccounts(context, settings.costAccounts, 0);
	if (!costAccounts) throw invalidParameter(context, 0, 'Cost Accounts', `It is empty. ${accountsAdvice}`);
	return {
		companyCodes: [],
		ledger: chosenLedger(settings.ledger),
		postedFrom: '',
		postedTo: '',
		costAccounts,
	};
}
