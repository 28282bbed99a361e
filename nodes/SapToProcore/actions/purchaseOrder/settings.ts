import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { accountingMethods, contractStatuses } from '../../../shared/model';
import {
	currencyPolicyWords,
	outsideProjectsWords,
	releaseGateWords,
	type OrderSettings,
} from '../../lanes/purchaseOrder/settings';
import { choice } from '../choice';

const releaseGate: INodeProperties = {
	displayName: 'Release Gate',
	name: 'releaseGate',
	type: 'options',
	default: 'released',
	options: [
		{ name: 'All', value: 'all', description: 'Send orders in release too, as contracts with the status Draft' },
		{ name: 'Released', value: 'released', description: 'Send orders once their release in SAP is completed' },
	],
	description: 'Which purchase orders go to Procore',
};

const currencyPolicy: INodeProperties = {
	displayName: 'Currency Policy',
	name: 'currencyPolicy',
	type: 'options',
	default: 'hold',
	options: [
		{ name: 'Hold', value: 'hold', description: 'Leave it to a person' },
		{ name: 'Send', value: 'send', description: 'Send the amounts as they are and note it in the audit trail' },
	],
	description: "What happens to amounts in another currency than the project's",
};

const ordersOutsideProjects: INodeProperties = {
	displayName: 'Orders Outside Projects',
	name: 'ordersOutsideProjects',
	type: 'options',
	default: 'ignore',
	options: [
		{ name: 'Hold', value: 'hold', description: 'Leave it to a person' },
		{ name: 'Ignore', value: 'ignore', description: 'They are no project purchases' },
	],
	description:
		'What happens to account assignments without WBS element whose order or cost center is at no project in sap_procore_projects',
};

export const lineMethod: INodeProperties = {
	displayName: 'Line Method',
	name: 'lineMethod',
	type: 'options',
	default: 'amount',
	options: [
		{ name: 'Amount', value: 'amount', description: 'Every line has an amount only' },
		{
			name: 'Unit',
			value: 'unit',
			description: 'Every line has a quantity, a unit of measure and a unit cost as well',
		},
	],
	description: 'Accounting method of the contracts',
};

export const orderProperties: INodeProperties[] = [
	releaseGate,
	{
		displayName: 'Contract Status',
		name: 'contractStatus',
		type: 'options',
		default: 'Approved',
		options: [...contractStatuses].sort().map((name) => ({ name, value: name })),
		description: 'Status of a new contract whose purchase order is released',
	},
	lineMethod,
	currencyPolicy,
	ordersOutsideProjects,
];

/** How orders are mapped, by the parameters {@link orderProperties}. */
export function orderSettings(
	context: IExecuteFunctions,
	run: Pick<OrderSettings, 'system' | 'projectCurrency'>,
): OrderSettings {
	return {
		system: run.system,
		releaseGate: choice(context, 'releaseGate', 'Release Gate', releaseGateWords),
		contractStatus: choice(context, 'contractStatus', 'Contract Status', contractStatuses),
		lineMethod: choice(context, 'lineMethod', 'Line Method', accountingMethods),
		currencyPolicy: choice(context, 'currencyPolicy', 'Currency Policy', currencyPolicyWords),
		outsideProjects: choice(context, 'ordersOutsideProjects', 'Orders Outside Projects', outsideProjectsWords),
		projectCurrency: run.projectCurrency,
	};
}
