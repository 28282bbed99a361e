import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { resourceProperties } from './actions/resources';
import { router } from './actions/router';
import { guarded } from '../shared/guarded';
import { subtitleOf } from '../shared/subtitle';
import { searchContracts, searchProjects, searchRequisitions, searchVendors } from './methods/listSearch';

/** Reads and writes Procore. */
export class Procore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Procore',
		name: 'procore',
		icon: { light: 'file:procore.svg', dark: 'file:procore.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(resourceProperties),
		description: 'Read and write vendors, contracts, requisitions, budgets and costs of Procore',
		defaults: { name: 'Procore' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'procoreOAuth2Api', required: true }],
		properties: resourceProperties,
	};

	methods = { listSearch: { searchContracts, searchProjects, searchRequisitions, searchVendors } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await guarded(this, async () => await router(this));
	}
}
