import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { entities, runModes } from '../../../shared/model';
import { exceptionRowSchema, stateRowSchema } from '../../ledger/rows';
import { planRun } from '../../sync/runPlan';
import { choice } from '../choice';
import { customerParameter, customerProperty, missing } from '../customerParameter';
import { entityOptions } from '../entityOptions';
import { itemsOf, rowsOf } from '../inputs';
import { chosenOptions, lanesParameter, startOptions } from './startOptions';

const properties: INodeProperties[] = [
	customerProperty,
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		default: 'delta',
		options: [
			{
				name: 'Backfill',
				value: 'backfill',
				description:
					'Read everything or a range of days, whatever was read before. One that was broken off is gone on with.',
			},
			{ name: 'Delta', value: 'delta', description: 'Read what changed since the last run' },
			{ name: 'Preview', value: 'preview', description: 'Like Delta, but nothing is written to Procore' },
			{
				name: 'Replay',
				value: 'replay',
				description: 'Read only the documents of exceptions: those chosen under Options',
			},
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
		displayName: 'Lanes',
		name: 'lanes',
		type: 'multiOptions',
		default: [...entities],
		options: entityOptions,
		description: 'What to keep in step. The others are neither read nor written.',
	},
	startOptions,
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['start'] } }, properties);

/**
 * One item: the run plan with ID, mode, and what each lane reads (see `RunPlan`).
 * Inputs: rows of `sap_procore_state`, rows of `sap_procore_exceptions` that are not resolved, rows of `sap_procore_runs`
 * that still say `running`. Those were broken off, because this run holds the lease: start it only after taking that.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const text = (name: string) => String(this.getNodeParameter(name, 0, '')).trim();
	const customer = customerParameter(this);
	if (Number.isNaN(Date.parse(text('now'))))
		throw missing(
			this,
			'Now',
			'It takes a timestamp such as 2026-10-01T06:00:00.000Z, from SAP S/4HANA > System > Get.',
		);
	const plan = planRun({
		...chosenOptions(this),
		executionId: this.getExecutionId(),
		customer,
		mode: choice(this, 'mode', 'Mode', runModes),
		system: text('system'),
		lanes: lanesParameter(this),
		now: text('now'),
		startedAt: new Date().toISOString(),
		state: rowsOf(this, 0, stateRowSchema, 'State'),
		exceptions: rowsOf(this, 1, exceptionRowSchema, 'Exceptions'),
		brokenOffRuns: itemsOf(this, 2).length,
	});
	return [[toItem(plan, 0)]];
}
