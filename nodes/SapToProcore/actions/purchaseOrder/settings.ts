import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { accountingMethods, contractStatuses, laneOf, type Run } from '../../../shared/model';
import {
	currencyPolicyWords,
	outsideProjectsWords,
	releaseGateWords,
	type OrderSettings,
} from '../../lanes/purchaseOrder/settings';
import { invalidParameter } from '../../../shared/parameters';
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
		{ name: 'Ignore', value: 'ignore', description: 'They are not project purchases' },
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
	{
		displayName: 'Tax Codes',
		name: 'taxCodes',
		type: 'boolean',
		default: false,
		description:
			'Whether lines carry a tax code: the one that sap_procore_values has for the tax code in SAP (kind tax_code)',
	},
	{
		displayName: 'Retainage Percent',
		name: 'retainagePercent',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
		description: 'Retainage of new contracts. 0 leaves it to Procore; what people set there later stays.',
	},
];

/** How orders are mapped, by the parameters {@link orderProperties}. */
export function orderSettings(context: IExecuteFunctions, run: Run): OrderSettings {
	const { on, watermark } = laneOf(run, 'supplier_invoice');
	return {
		system: run.system,
		releaseGate: choice(context, 'releaseGate', 'Release Gate', releaseGateWords),
		contractStatus: choice(context, 'contractStatus', 'Contract Status', contractStatuses),
		lineMethod: choice(context, 'lineMethod', 'Line Method', accountingMethods),
		currencyPolicy: choice(context, 'currencyPolicy', 'Currency Policy', currencyPolicyWords),
		outsideProjects: choice(context, 'ordersOutsideProjects', 'Orders Outside Projects', outsideProjectsWords),
		taxCodes: context.getNodeParameter('taxCodes', 0, false) === true,
		retainagePercent: retainagePercent(context),
		projectCurrency: run.projectCurrency,
		invoicesSent: on || watermark !== '',
	};
}

/** @throws NodeOperationError when it is not a percentage */
function retainagePercent(context: IExecuteFunctions): string {
	const given = context.getNodeParameter('retainagePercent', 0, 0);
	const percent = Number(given);
	if (given === '' || percent === 0) return '';
	if (percent > 0 && percent <= 100) return String(percent);
	throw invalidParameter(context, 0, 'Retainage Percent', 'It must be a number from 0 to 100.');
}
