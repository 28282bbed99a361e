import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { exceptionRowSchema, stateRowSchema } from '../../rules/rows';
import { planRun, runModes } from '../../rules/runPlan';
import { choice } from '../choice';
import { itemsOf, rowsOf } from '../inputs';

const properties: INodeProperties[] = [
	{
		displayName: 'Customer',
		name: 'customer',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. acme',
		description: 'Name that all rows of this customer carry in the tables',
	},
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		default: 'delta',
		options: [
			{ name: 'Backfill', value: 'backfill', description: 'Read everything, whatever was read before' },
			{ name: 'Delta', value: 'delta', description: 'Read what changed since the last run' },
			{ name: 'Preview', value: 'preview', description: 'Like Delta, but nothing is written to Procore' },
		],
	},
	{
		displayName: 'System ID',
		name: 'system',
		type: 'string',
		default: '',
		placeholder: 'e.g. S4P',
		description:
			'System ID of SAP, as the operation Get of the resource System answers it. Empty when SAP could not be asked: the run then records that and decides nothing.',
	},
	{
		displayName: 'Now',
		name: 'now',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 2026-10-01T06:00:00.000Z',
		description: "Point in time by SAP's clock, as the operation Get of the resource System answers it",
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Overlap (Minutes)',
				name: 'overlapMinutes',
				type: 'number',
				default: 15,
				typeOptions: { minValue: 0 },
				description: 'How far before the last run to read again, for what was saved late in SAP',
			},
			{
				displayName: 'Settle Time (Minutes)',
				name: 'settleMinutes',
				type: 'number',
				default: 2,
				typeOptions: { minValue: 0 },
				description: 'How much of the very last changes to leave to the next run',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['start'] } }, properties);

/** One item: the run plan with ID, mode, and what each lane reads: a window, and the keys of open exceptions that are due.
 * Inputs: rows of `sap_procore_state`, open rows of `sap_procore_exceptions`, rows of `sap_procore_runs` that still
 * say `running`. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const text = (name: string) => String(this.getNodeParameter(name, 0, '')).trim();
	if (text('customer') === '') throw missing(this, 'Customer', 'Fill it in the Settings node of the workflow.');
	if (Number.isNaN(Date.parse(text('now'))))
		throw missing(
			this,
			'Now',
			'It takes a timestamp such as 2026-10-01T06:00:00.000Z, from SAP S/4HANA > System > Get.',
		);
	const options = this.getNodeParameter('options', 0, {}) as { overlapMinutes?: number; settleMinutes?: number };
	const plan = planRun({
		executionId: this.getExecutionId(),
		customer: text('customer'),
		mode: choice(this, 'mode', 'Mode', runModes),
		system: text('system'),
		now: text('now'),
		overlapMinutes: options.overlapMinutes ?? 15,
		settleMinutes: options.settleMinutes ?? 2,
		startedAt: new Date().toISOString(),
		state: rowsOf(this, 0, stateRowSchema, 'State'),
		exceptions: rowsOf(this, 1, exceptionRowSchema, 'Open Exceptions'),
		brokenOffRuns: itemsOf(this, 2).length,
	});
	return [[toItem(plan, 0)]];
}

function missing(context: IExecuteFunctions, parameter: string, what: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `The parameter ${parameter} is empty or unreadable`, {
		description: what,
		failure: { cause: 'configuration-invalid' },
	});
}
