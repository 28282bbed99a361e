import type { INodeProperties } from 'n8n-workflow';

/** People know a project by its number, which Procore's API does not take. */
export const projectIdsHint = 'IDs, not project numbers: Project > Get Many returns both';

const idRegex = '^\\s*\\d+\\s*$';

interface Choice {
	displayName: string;
	name: string;
	description: string;
	searchListMethod: string;
	placeholder: string;
	/** In words: `a vendor`. */
	what: string;
}

/** A field that offers a list to choose from, or takes an ID. */
const locator = (choice: Choice): INodeProperties => ({
	displayName: choice.displayName,
	name: choice.name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: choice.description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: choice.searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: choice.placeholder,
			validation: [
				{ type: 'regex', properties: { regex: idRegex, errorMessage: `The ID of ${choice.what} has digits only` } },
			],
		},
	],
});

export const vendorLocator = locator({
	displayName: 'Vendor',
	name: 'vendorId',
	description: 'The company in the Company Directory',
	searchListMethod: 'searchVendors',
	placeholder: 'e.g. 598134325779301',
	what: 'a vendor',
});

export const projectLocator = locator({
	displayName: 'Project',
	name: 'projectId',
	description: 'The project in the Portfolio',
	searchListMethod: 'searchProjects',
	placeholder: 'e.g. 598134325779302',
	what: 'a project',
});

export const contractLocator = locator({
	displayName: 'Purchase Order Contract',
	name: 'contractId',
	description: 'The contract, among those of the project',
	searchListMethod: 'searchContracts',
	placeholder: 'e.g. 598134325779303',
	what: 'a contract',
});

export const requisitionLocator = locator({
	displayName: 'Requisition',
	name: 'requisitionId',
	description: 'The requisition (subcontractor invoice), among those of the project',
	searchListMethod: 'searchRequisitions',
	placeholder: 'e.g. 598134325779304',
	what: 'a requisition',
});
