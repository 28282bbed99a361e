import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import type { Explanation } from '../../../shared/model';
import { simplify } from '../../../shared/parameters';
import { customerParameter, customerProperty } from '../customerParameter';
import { explained } from '../explained';
import { isConnected } from '../inputs';
import { ledgerOf } from '../lookupTables';
import { sapAnswerOf } from './sapDocuments';

const sapInput = 1;

export const description: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['document'], operation: ['explain'] } },
	[
		{
			...customerProperty,
			default: 'main',
			description: 'Name that all rows of this customer carry in the tables, as in the node Start of the sync',
		},
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. 4500000001',
			description:
				'Number of a supplier, purchase order, purchase requisition, supplier invoice (fiscal year/number) or project, a cost code or a WBS element',
		},
		simplify,
	],
);

/**
 * Explains why something is, or is not, in Procore, for each item of the first input. Reads the tables of the sync; asks
 * neither SAP nor Procore, and changes nothing.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const customer = customerParameter(this);
	const ledger = ledgerOf(this, customer);
	const answer = sapAnswerOf(this, sapInput);
	const questions = isConnected(this, 0) ? Math.max(1, this.getInputData().length) : 1;
	const items: INodeExecutionData[] = [];
	for (let index = 0; index < questions; index += 1) {
		const search = String(this.getNodeParameter('search', index, '') ?? '');
		const explanation = await explained(ledger, search, answer);
		const simple = this.getNodeParameter('simplify', index, true) === true;
		items.push(toItem(simple ? simplified(explanation) : explanation, index));
	}
	return [items];
}

/** What a person or an agent reads first. */
const simplified = ({ search, at, verdict, subjects, checks, text }: Explanation) => ({
	...{ search, at, verdict },
	subjects: subjects.map(({ entity, key, name, state, verdict: own, missing, outcomes: [last] }) => ({
		...{ entity, key, name, state, verdict: own },
		missing: missing.map(({ document, reason, what, advice, whoText, byItself }) => ({
			...{ document, reason, what, advice, who: whoText, byItself },
		})),
		lastOutcome: last
			? { at: last.at, runId: last.runId, executionId: last.executionId, status: last.status, reason: last.reason }
			: null,
	})),
	...{ checks, text },
});
