import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { wholeNumber } from '../../../shared/parameters';
import { renderStatus } from '../../reports/status';
import { runRowSchema } from '../../reports/status/rows';
import { reportedExceptionSchema } from '../../reports/exceptions/model';
import { stateRowSchema } from '../../ledger/rows';
import { requireInput, rowsOf } from '../inputs';
import { customerParameter, customerProperty, reportItems } from './shared';

const properties: INodeProperties[] = [
	customerProperty,
	{
		displayName: 'Run Every (Hours)',
		name: 'everyHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 168 },
		default: 24,
		description: 'How often the schedule of the sync runs it',
	},
	{
		displayName: 'Run at Hour (UTC)',
		name: 'atHour',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 23 },
		default: 5,
		description: 'Hour of the day, in UTC, from which the schedule counts',
	},
	{
		displayName: 'Procore Calls per Hour',
		name: 'quotaPerHour',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 600,
		description: 'Requests that Procore allows your app in an hour. Procore tells it in the header X-Rate-Limit-Limit.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['status'] } }, properties);

/**
 * Inputs: Runs, State, Open Exceptions (rows of `sap_procore_runs`, `sap_procore_state`, `sap_procore_exceptions`).
 * Outputs: the report, and the last runs as rows for a file.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 0, 'Runs', 'the rows of sap_procore_runs');
	const number = (name: string, label: string, least: number, most: number) =>
		wholeNumber(this, label, this.getNodeParameter(name, 0), 0, least, most);
	return reportItems(
		renderStatus({
			customer: customerParameter(this),
			now: new Date().toISOString(),
			schedule: {
				everyHours: number('everyHours', 'Run Every (Hours)', 1, 168),
				atHour: number('atHour', 'Run at Hour (UTC)', 0, 23),
			},
			quotaPerHour: number('quotaPerHour', 'Procore Calls per Hour', 1, Infinity),
			runs: rowsOf(this, 0, runRowSchema, 'Runs'),
			state: rowsOf(this, 1, stateRowSchema, 'State'),
			exceptions: rowsOf(this, 2, reportedExceptionSchema, 'Open Exceptions'),
		}),
	);
}
