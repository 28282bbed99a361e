import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { allocationSchema, entities } from '../../../shared/model';
import { wholeNumber } from '../../../shared/parameters';
import { readOutcome } from '../../sync/readOutcome';
import { knownContractSchema, record, type Traced } from '../../sync/record';
import { exceptionRowSchema } from '../../ledger/rows';
import { entityOptions } from '../entityOptions';
import { isConnected, itemsOf, rowsOf } from '../inputs';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Entity',
		name: 'entity',
		type: 'options',
		default: 'all',
		options: [{ name: 'All', value: 'all' }, ...entityOptions],
		description: 'What the outcomes are about. With All each outcome names its own entity.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Maximum Attempts',
				name: 'maximumAttempts',
				type: 'number',
				default: 10,
				typeOptions: { minValue: 1 },
				description:
					'How many runs in a row may meet a document that failed or waits before it is parked: then no run takes it up by itself',
			},
			{
				displayName: 'Record Unchanged',
				name: 'recordUnchanged',
				type: 'boolean',
				default: false,
				description: 'Whether documents that needed no change get an audit row too. They are always counted.',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['outcome'], operation: ['record'] } }, properties);

/**
 * Inputs: Outcomes (of all nodes of the lanes, error outputs included), Known Exceptions (all that are not resolved),
 * Allocations and Known Contracts (rows of `sap_procore_contracts`; both may be left unconnected).
 * Outputs: rows for `sap_procore_audit`, `sap_procore_allocations`, `sap_procore_contracts`, `sap_procore_exceptions`, and
 * an item for each lane, with its row for `sap_procore_state` and what Run > Close Batch goes by.
 * Place the nodes behind the outputs top to bottom: n8n works them off in that order, so the watermark moves last.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = runParameter(this);
	const entity = entities.find((each) => each === this.getNodeParameter('entity', 0));
	const options = this.getNodeParameter('options', 0, {}) as { recordUnchanged?: boolean; maximumAttempts?: unknown };
	const now = new Date().toISOString();
	const items = itemsOf(this, 0);
	const recorded = record({
		run,
		lanes: entity ? [entity] : run.lanes,
		outcomes: items.map(({ item }) => readOutcome(item, entity, now)),
		known: rowsOf(this, 1, exceptionRowSchema, 'Known Exceptions'),
		allocations: rowsOf(this, 2, allocationSchema, 'Allocations'),
		knownContracts: isConnected(this, 3) ? rowsOf(this, 3, knownContractSchema, 'Known Contracts') : undefined,
		recordUnchanged: options.recordUnchanged ?? false,
		maximumAttempts: wholeNumber(this, 'Maximum Attempts', options.maximumAttempts ?? 10, 0, 1, Infinity),
		now,
	});
	const places = items.map(({ index }) => index);
	const allocationPlaces = itemsOf(this, 2).map(({ index }) => index);
	const fromOutcome = ({ row, from }: Traced<object>) => toItem(row, places[from ?? 0] ?? 0);
	return [
		recorded.audit.map(fromOutcome),
		recorded.allocations.map(({ row, from }) => toItem(row, allocationPlaces[from ?? 0] ?? 0, 2)),
		recorded.contracts.map(fromOutcome),
		recorded.exceptions.map(fromOutcome),
		recorded.lanes.map((lane) => toItem(lane, 0)),
	];
}
