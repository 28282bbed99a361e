import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as project from './actions/project';
import { router } from './actions/router';
import { guarded } from '../shared/guarded';
import * as vendor from './actions/vendor';
import { searchProjects, searchVendors } from './methods/listSearch';

/** Reads and writes Procore. */
export class Procore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Procore',
		name: 'procore',
		icon: { light: 'file:procore.svg', dark: 'file:procore.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and write projects and vendors of Procore',
		defaults: { name: 'Procore' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'procoreOAuth2Api', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Project', value: 'project' },
					{ name: 'Vendor', value: 'vendor' },
				],
				default: 'vendor',
			},
			...project.description,
			...vendor.description,
		],
	};

	methods = { listSearch: { searchProjects, searchVendors } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await guarded(this, async () => await router(this));
	}
}
