import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { type Entity } from '../../../shared/model';
import { readOutcome } from '../../rules/readOutcome';
import { record } from '../../rules/record';
import { exceptionRowSchema } from '../../rules/rows';
import { itemsOf, rowsOf } from '../inputs';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Entity',
		name: 'entity',
		type: 'options',
		default: 'supplier',
		options: [{ name: 'Supplier', value: 'supplier' }],
		description: 'What the lane is about',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
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
 * Inputs: Outcomes (of all nodes of the lane, error outputs included), Known Exceptions (open or ignored ones).
 * Outputs: rows for `sap_procore_audit`, rows for `sap_procore_exceptions`, and one item on how the lane ended.
 * Connect the outputs top to bottom: n8n works them off in that order, so the watermark moves last.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = runParameter(this);
	const entity = this.getNodeParameter('entity', 0) as Entity;
	const options = this.getNodeParameter('options', 0, {}) as { recordUnchanged?: boolean };
	const now = new Date().toISOString();
	const items = itemsOf(this, 0);
	const recorded = record({
		run,
		entity,
		outcomes: items.map(({ item }) => readOutcome(item, entity, now)),
		known: rowsOf(this, 1, exceptionRowSchema, 'Known Exceptions'),
		recordUnchanged: options.recordUnchanged ?? false,
		now,
	});
	const place = (from: number | undefined) => items[from ?? 0]?.index ?? 0;
	return [
		recorded.audit.map(({ row, from }) => toItem(row, place(from))),
		recorded.exceptions.map(({ row, from }) => toItem(row, place(from))),
		[toItem(recorded.lane, 0)],
	];
}
