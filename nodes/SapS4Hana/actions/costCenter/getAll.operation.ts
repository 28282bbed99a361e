import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { costCenterPages, costCenterType, type CostCenterQuery } from '../../documents/finance/costCenters';
import { documentRows } from '../documents';
import { isNotWanted, runOption } from '../fetch';
import { companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { dayOf, keysOf, listOf } from '../parameters';

const properties: INodeProperties[] = [
	...returnAllOrLimit,
	simplify,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			companyCodes,
			{
				displayName: 'Controlling Areas',
				name: 'controllingAreas',
				type: 'string',
				default: '',
				placeholder: 'e.g. A000',
				description: 'Only cost centers of these controlling areas, separated by commas',
			},
			{
				displayName: 'Cost Centers',
				name: 'costCenters',
				type: 'string',
				default: '',
				placeholder: 'e.g. 17101301, 17101302',
				description:
					'Only these cost centers, separated by commas. Without other filters, one that SAP does not have counts as a cost center that could not be read.',
			},
			{
				displayName: 'Valid On',
				name: 'validOn',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-10-01',
				description: 'Day on which the cost center has to be valid. Empty takes today by the clock of SAP.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [runOption],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['costCenter'], operation: ['getAll'] } },
	properties,
);

/** Cost centers that are valid, by controlling area and number. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	if (isNotWanted(context, options.run, 'cost_code')) return;
	const query: CostCenterQuery = {
		companyCodes: listOf(filters.companyCodes),
		controllingAreas: listOf(filters.controllingAreas),
		costCenters: keysOf(filters.costCenters),
		validOn: dayOf(context, 'Valid On', filters.validOn, itemIndex),
	};
	const isNarrowed = query.companyCodes.length > 0 || query.controllingAreas.length > 0;
	yield* documentRows(client, {
		type: costCenterType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: costCenterPages(client, query),
		limit: limitOf(context, itemIndex),
		expected: isNarrowed ? [] : query.costCenters,
	});
}
