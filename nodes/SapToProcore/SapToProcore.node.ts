import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { guarded } from '../shared/guarded';
import { subtitleOf } from '../shared/subtitle';
import { inputs, outputs, properties, router, toolReplacements } from './actions/resources';

/** Decides what Procore should hold for what SAP holds. Talks to neither of them: tables and records come in as items. */
export class SapToProcore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SAP to Procore',
		name: 'sapToProcore',
		icon: { light: 'file:sapToProcore.svg', dark: 'file:sapToProcore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(properties),
		description: 'Decide what Procore should hold for the documents of SAP S/4HANA, and record what became of them',
		defaults: { name: 'SAP to Procore' },
		usableAsTool: { replacements: toolReplacements },
		inputs,
		outputs,
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await guarded(this, async () => await router.call(this));
	}
}
