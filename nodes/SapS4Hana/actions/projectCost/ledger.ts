import type { INodeProperties } from 'n8n-workflow';

const leadingLedger = '0L';

export const ledgerProperty: INodeProperties = {
	displayName: 'Ledger',
	name: 'ledger',
	type: 'string',
	default: leadingLedger,
	description: 'Ledger whose postings count. 0L is the leading ledger.',
};

/** The ledger that is set; the leading one when none is. */
export const chosenLedger = (value: unknown): string => String(value ?? '').trim() || leadingLedger;
