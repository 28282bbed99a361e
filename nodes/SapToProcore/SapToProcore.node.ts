import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import * as costCode from './actions/costCode';
import * as outcome from './actions/outcome';
import { guarded } from '../shared/guarded';
import { inputsExpression, outputsExpression } from './actions/ports';
import * as project from './actions/project';
import * as projectCost from './actions/projectCost';
import * as purchaseOrder from './actions/purchaseOrder';
import * as report from './actions/report';
import * as requisition from './actions/requisition';
import { router } from './actions/router';
import * as run from './actions/run';
import * as vendor from './actions/vendor';

/** Decides what Procore should hold for what SAP holds. Talks to neither of them: tables and records come in as items. */
export class SapToProcore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SAP to Procore',
		name: 'sapToProcore',
		icon: { light: 'file:sapToProcore.svg', dark: 'file:sapToProcore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Decide what Procore should hold for the documents of SAP S/4HANA, and record what became of them',
		defaults: { name: 'SAP to Procore' },
		// No tool for an agent: it could not give the second and third input, and deciding without them is guessing.
		usableAsTool: undefined,
		inputs: inputsExpression,
		outputs: outputsExpression,
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Cost Code', value: 'costCode' },
					{ name: 'Outcome', value: 'outcome' },
					{ name: 'Project', value: 'project' },
					{ name: 'Project Cost', value: 'projectCost' },
					{ name: 'Purchase Order', value: 'purchaseOrder' },
					{ name: 'Report', value: 'report' },
					{ name: 'Requisition', value: 'requisition' },
					{ name: 'Run', value: 'run' },
					{ name: 'Vendor', value: 'vendor' },
				],
				default: 'vendor',
			},
			...costCode.description,
			...outcome.description,
			...project.description,
			...projectCost.description,
			...purchaseOrder.description,
			...report.description,
			...requisition.description,
			...run.description,
			...vendor.description,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await guarded(this, async () => await router.call(this));
	}
}
