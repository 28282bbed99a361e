import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { failureOf } from '../../../shared/items';
import { purchaseOrderSchema, type PurchaseOrder } from '../../../shared/model';
import { costCodeMap } from '../../lookup/costCodes';
import {
	currencyPolicyWords,
	outsideProjectsWords,
	releaseGateWords,
	type OrderSettings,
} from '../../lanes/purchaseOrder/settings';
import { reportedContractSchema } from '../../reports/reconciliation/contracts';
import type { ReconciliationInput } from '../../reports/reconciliation/input';
import { costCodeRowSchema, rosterRowSchema } from '../../ledger/rows';
import { choice } from '../choice';
import { itemsOf, requireInput, rowsOf } from '../inputs';
import { releaseGate } from '../purchaseOrder/orders';
import { currencyPolicy, ordersOutsideProjects, projectCurrency, projectCurrencyOf } from '../purchaseOrder/settings';
import { customerParameter, customerProperty, gathered } from './shared';

export const comparisonProperties: INodeProperties[] = [
	customerProperty,
	{
		displayName: 'System ID',
		name: 'system',
		type: 'string',
		default: '',
		placeholder: 'e.g. S4P',
		description: 'System ID of SAP, as the operation Get of the resource System answers it',
	},
	releaseGate,
	currencyPolicy,
	ordersOutsideProjects,
	projectCurrency,
];

function comparisonSettings(context: IExecuteFunctions): OrderSettings {
	return {
		system: systemOf(context),
		releaseGate: choice(context, 'releaseGate', 'Release Gate', releaseGateWords),
		// Neither changes an amount.
		contractStatus: 'Draft',
		lineMethod: 'amount',
		currencyPolicy: choice(context, 'currencyPolicy', 'Currency Policy', currencyPolicyWords),
		outsideProjects: choice(context, 'ordersOutsideProjects', 'Orders Outside Projects', outsideProjectsWords),
		projectCurrency: projectCurrencyOf(context),
	};
}

/** @throws NodeOperationError when it is empty: no contract would be recognised as ours */
function systemOf(context: IExecuteFunctions): string {
	const system = String(context.getNodeParameter('system', 0)).trim();
	if (system !== '') return system;
	throw new NodeOperationError(context.getNode(), 'The parameter System ID is empty', {
		description: 'It comes from SAP S/4HANA > System > Get. Without it no contract would be recognised as ours.',
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * What both operations compare: the inputs Orders, Projects, Cost Codes and Contracts.
 * @throws NodeOperationError when one of them was not read at all: everything would differ
 */
export function comparisonInput(context: IExecuteFunctions): ReconciliationInput {
	requireInput(context, 0, 'Orders', 'SAP S/4HANA > Purchase Order > Get Many');
	requireInput(context, 1, 'Projects', 'the rows of sap_procore_projects');
	requireInput(context, 2, 'Cost Codes', 'the rows of sap_procore_cost_codes');
	requireInput(context, 3, 'Contracts', 'Procore > Purchase Order Contract > Get Many');
	// Before the settings: what could not be read explains a missing system ID, too.
	const unreadOrders = unread(context, 0, 'Orders', 'sapKey');
	const orders = gathered<typeof purchaseOrderSchema>(context, 0, purchaseOrderSchema, 'Orders');
	const contracts = gathered(context, 3, reportedContractSchema, 'Contracts');
	return {
		customer: customerParameter(context),
		now: new Date().toISOString(),
		settings: comparisonSettings(context),
		orders: latestOf(orders.rows),
		unreadOrders,
		contracts: contracts.rows,
		wholeContracts: [],
		unreadProjects: unread(context, 3, 'Contracts', 'projectId'),
		projects: rowsOf(context, 1, rosterRowSchema, 'Projects'),
		costCodes: costCodeMap(rowsOf(context, 2, costCodeRowSchema, 'Cost Codes')),
		exceptions: [],
		costs: undefined,
		budget: undefined,
		gaps: [...orders.gaps, ...contracts.gaps],
	};
}

const latestOf = (orders: PurchaseOrder[]) => [
	...new Map(orders.map((order) => [order.purchaseOrder, order])).values(),
];

/**
 * What a failed item stands for.
 * @throws NodeOperationError for a failure that names nothing: then all of it may be missing
 */
function unread(context: IExecuteFunctions, input: number, inputName: string, key: string): Set<string> {
	const keys = itemsOf(context, input).flatMap(({ item }) => {
		const failure = failureOf(item);
		if (!failure) return [];
		const details = failure.details as Record<string, unknown> | null | undefined;
		const named = details?.[key];
		if (typeof named === 'string' && named !== '') return [named];
		throw new NodeOperationError(context.getNode(), `${inputName} could not be read: ${failure.message}`, {
			description: 'Look at the node that is connected to this input. Nothing was compared without it.',
			failure: { cause: 'temporarily-unavailable' },
		});
	});
	return new Set(keys);
}
