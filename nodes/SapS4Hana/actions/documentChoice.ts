import type { INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../../shared/parameters';
import { normalKey } from '../odata/keys';
import type { Call } from './operation';

/** A document that a person chooses from a list or names by its number. */
export interface Choice {
	displayName: string;
	name: string;
	searchListMethod: string;
	/** A number as SAP shows it. */
	example: string;
}

const inWords = ({ displayName }: Choice) => displayName.toLowerCase();

export const documentChoice = (choice: Choice): INodeProperties => ({
	displayName: choice.displayName,
	name: choice.name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: `The ${inWords(choice)} to read`,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: choice.searchListMethod, searchable: true },
		},
		{
			displayName: 'By Number',
			name: 'number',
			type: 'string',
			placeholder: `e.g. ${choice.example}`,
		},
	],
});

/** The key that was chosen, as SAP stores it. Throws when there is none. */
export function chosenKey({ context, itemIndex }: Call, choice: Choice): string {
	const value = context.getNodeParameter(choice.name, itemIndex, '', { extractValue: true }) as string | number;
	const key = normalKey(String(value ?? ''));
	if (key) return key;
	const advice = `Choose a ${inWords(choice)} or enter its number.`;
	throw invalidParameter(context, itemIndex, choice.displayName, advice);
}
