import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { accountingMethods, contractStatuses } from '../../../shared/model';
import {
	currencyPolicyWords,
	outsideProjectsWords,
	releaseGateWords,
	type OrderSettings,
} from '../../lanes/purchaseOrder/settings';
import { choice } from '../choice';
import { releaseGate } from './orders';

export const projectCurrency: INodeProperties = {
	displayName: 'Project Currency',
	name: 'projectCurrency',
	type: 'string',
	default: '',
	placeholder: 'e.g. USD',
	description:
		'Currency of the projects whose row in sap_procore_projects names none. Empty: amounts of such a project are not checked for their currency.',
};

export const currencyPolicy: INodeProperties = {
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

export const ordersOutsideProjects: INodeProperties = {
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
	{
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
	},
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

/** @throws NodeOperationError when it is no currency code: every project would differ from it */
export function projectCurrencyOf(context: IExecuteFunctions): string {
	const given = String(context.getNodeParameter('projectCurrency', 0) ?? '').trim();
	if (given === '' || /^[A-Z]{3}$/.test(given)) return given;
	throw new NodeOperationError(context.getNode(), `The parameter Project Currency does not take "${given}"`, {
		description: 'It takes a currency code such as USD, or nothing. Correct it in the Settings node of the workflow.',
		failure: { cause: 'configuration-invalid' },
	});
}
