import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { ProjectCost } from '../../../shared/model';

/**
 * Every ledger holds the same postings by other rules: together they would count twice.
 * @throws NodeOperationError when the costs come from more than one
 */
export function requireOneLedger(context: IExecuteFunctions, costs: ProjectCost[]): void {
	const ledgers = [...new Set(costs.map(({ ledger }) => ledger))].sort();
	if (ledgers.length <= 1) return;
	throw new NodeOperationError(context.getNode(), `The costs come from several ledgers: ${ledgers.join(', ')}`, {
		description: 'Choose one ledger in SAP S/4HANA > Project Cost, for example 0L.',
		failure: { cause: 'configuration-invalid' },
	});
}
