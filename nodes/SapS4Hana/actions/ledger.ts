import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { accountsAdvice, readAccounts, type AccountSet } from '../../shared/accountRanges';
import { invalidParameter } from '../../shared/parameters';

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

export const costAccountsProperty: INodeProperties = {
	displayName: 'Cost Accounts',
	name: 'costAccounts',
	type: 'string',
	default: '',
	placeholder: 'e.g. 600000-699999, 710000',
	description:
		'G/L accounts whose postings are costs: ranges and single accounts, separated by commas. What is posted on other accounts, revenue above all, is not read.',
};

/**
 * The accounts that are set; undefined = none are.
 * @throws NodeOperationError when the text names no accounts
 */
export function chosenAccounts(context: IExecuteFunctions, value: unknown, itemIndex: number): AccountSet | undefined {
	const text = String(value ?? '').trim();
	if (text === '') return undefined;
	const accounts = readAccounts(text);
	if (accounts) return accounts;
	throw invalidParameter(context, itemIndex, 'Cost Accounts', accountsAdvice);
}
