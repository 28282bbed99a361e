import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { blockedSupplierWords, nearDuplicateWords, type MatchSettings } from '../../lanes/supplier/match';
import { choice } from '../choice';

export const matchProperties: INodeProperties[] = [
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
				description:
					'Whether the vendor of a supplier that gets blocked in SAP is deactivated in Procore, and reactivated once the block is gone. What a person deactivated stays so.',
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

/** How suppliers are matched, by the parameters {@link matchProperties}. */
export function matchSettings(context: IExecuteFunctions, system: string): MatchSettings {
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
