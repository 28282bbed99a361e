import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { procoreVendorSchema, supplierSchema } from '../../../shared/model';
import { decisionRowSchema, valueRowSchema } from '../../rules/rows';
import { valueMap } from '../../rules/values';
import { decisions } from '../../rules/vendor/decisions';
import { decisionRowsToFill } from '../../rules/vendor/decisionsToFill';
import { vendorDirectory } from '../../rules/vendor/directory';
import { blockedSupplierWords, matchVendors, nearDuplicateWords, type MatchSettings } from '../../rules/vendor/match';
import { choice } from '../choice';
import { readDocuments } from '../documents';
import { requireInput, rowsOf } from '../inputs';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Near Duplicates',
		name: 'nearDuplicates',
		type: 'options',
		default: 'create',
		options: [
			{
				name: 'Create and Note',
				value: 'create',
				description: 'Create the vendor and note the similar names in the audit trail',
			},
			{ name: 'Hold', value: 'hold', description: 'Leave it to a person' },
		],
		description:
			'What a supplier gets whose name differs from that of a Procore vendor only in case, punctuation, legal form or accents. It is never linked by itself.',
	},
	{
		displayName: 'Blocked Suppliers',
		name: 'blockedSuppliers',
		type: 'options',
		default: 'ignore',
		options: [
			{ name: 'Create Nevertheless', value: 'create' },
			{ name: 'Do Not Create', value: 'ignore' },
		],
		description:
			'What a supplier gets that is blocked or marked for deletion in SAP and that Procore does not know yet',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'ABN Tax Type',
				name: 'abnTaxType',
				type: 'string',
				default: '',
				description: 'SAP tax number type that holds the Australian Business Number. Empty: none is sent.',
			},
			{
				displayName: 'Deactivate Blocked',
				name: 'deactivateBlocked',
				type: 'boolean',
				default: false,
				description: 'Whether the vendor of a supplier that gets blocked in SAP is deactivated in Procore',
			},
			{
				displayName: 'EIN Tax Type',
				name: 'einTaxType',
				type: 'string',
				default: 'US01',
				description: 'SAP tax number type that holds the US Employer Identification Number. Empty: none is sent.',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['match'] } }, properties);

const supplierDocuments = {
	schema: supplierSchema,
	entity: 'supplier',
	key: 'supplier',
	what: 'supplier',
	cameFrom: 'SAP S/4HANA > Supplier > Get Many',
} as const;

/**
 * Inputs: Suppliers, Vendors (Procore's own records, active and inactive), Decisions, Values.
 * Outputs: desired vendors, outcomes of those that are not sent, rows for `sap_procore_vendors` that a person is to fill.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Vendors', 'Procore > Vendor > Get Many');
	const run = runParameter(this);
	requireSystem(this, run);
	const settings = settingsOf(this, run.system);
	const { documents: suppliers, unreadable } = readDocuments(this, supplierDocuments);
	const decided = decisions(rowsOf(this, 2, decisionRowSchema, 'Decisions'));
	const matched = matchVendors({
		suppliers: suppliers.map(({ document }) => document),
		directory: vendorDirectory(rowsOf(this, 1, procoreVendorSchema, 'Vendors')),
		decisions: decided,
		values: valueMap(rowsOf(this, 3, valueRowSchema, 'Values')),
		settings,
	});
	const place = (index: number) => suppliers[index]?.index ?? 0;
	const outcomes = matched.flatMap((each) => ('outcome' in each ? [{ ...each, index: place(each.index) }] : []));
	return [
		matched.flatMap((each) => ('desired' in each ? [toItem(each.desired, place(each.index))] : [])),
		[...unreadable, ...outcomes.map((each) => toItem(each.outcome, each.index))],
		decisionRowsToFill(
			run.customer,
			outcomes.map((each) => each.outcome),
			decided,
		).map(({ row, position }) => toItem(row, outcomes[position]?.index ?? 0)),
	];
}

function settingsOf(context: IExecuteFunctions, system: string): MatchSettings {
	const options = context.getNodeParameter('options', 0, {}) as {
		abnTaxType?: string;
		einTaxType?: string;
		deactivateBlocked?: boolean;
	};
	return {
		system,
		nearDuplicates: choice(context, 'nearDuplicates', 'Near Duplicates', nearDuplicateWords),
		blockedSuppliers: choice(context, 'blockedSuppliers', 'Blocked Suppliers', blockedSupplierWords),
		taxTypes: { ein: options.einTaxType ?? 'US01', abn: options.abnTaxType ?? '' },
		deactivateBlocked: options.deactivateBlocked ?? false,
	};
}
