import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import type { Explanation } from '../../../shared/model';
import { simplify } from '../../../shared/parameters';
import { explain, keyOfDocument, readSearch, type LastRun, type SapAnswer } from '../../explain';
import type { Ledger } from '../../ledger';
import { customerParameter, customerProperty } from '../customerParameter';
import { isConnected } from '../inputs';
import { ledgerOf } from '../lookupTables';
import { lanesOf, lastSettings, orderSettingsOf } from '../report/lastSettings';
import { readFacts } from '../explanationFacts';
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

async function explained(ledger: Ledger, search: string, answer: SapAnswer | undefined): Promise<Explanation> {
	const now = new Date();
	const { keys } = readSearch(search);
	// Documents that nobody has asked for need no mapping.
	const sap = answer && {
		...answer,
		documents: answer.documents.filter((document) => keys.includes(keyOfDocument(document))),
	};
	const facts = await readFacts(ledger, keys, sap);
	const asksForRun = facts.whole.size > 0;
	return explain({
		...{ customer: ledger.customer, now: now.toISOString(), search, facts, sap },
		lastRun: asksForRun ? await lastRunOf(ledger, now.getTime()) : undefined,
	});
}

async function lastRunOf(ledger: Ledger, now: number): Promise<LastRun | undefined> {
	const settings = await lastSettings(ledger, now);
	// The system ID is part of identities only, and of what would be decided none is told.
	return settings && { lanes: lanesOf(settings), orders: orderSettingsOf(settings, '') };
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
