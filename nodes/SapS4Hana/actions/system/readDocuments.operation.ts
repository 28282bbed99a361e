import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { attempt, failureDetails, type NodeFailure } from '../../../shared/failure';
import { addressesRead, sapReads, type SapRead } from '../../../shared/model';
import { invalidParameter, wholeNumber } from '../../../shared/parameters';
import { plannedCostPages, plannedCostType, type PlannedCostQuery } from '../../documents/finance/plannedCosts';
import { projectCostPages, projectCostType, type ProjectCostQuery } from '../../documents/finance/projectCosts';
import { usualKinds } from '../../documents/needed';
import { everyOrder, purchaseOrderPages, purchaseOrderType } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import {
	everyRequisition,
	purchaseRequisitionPages,
	purchaseRequisitionType,
} from '../../documents/purchaseRequisition/query';
import { purchaseRequisitionServices } from '../../documents/purchaseRequisition/service';
import { supplierPages, supplierType } from '../../documents/supplier/query';
import { documentRows } from '../documents';
import { chosenAccounts, chosenLedger, costAccountsProperty } from '../ledger';
import type { Call, Row } from '../operation';
import { concernsSystem, findings } from './check.operation';
import * as get from './get.operation';
import { textKeysIn, textRows } from './texts';

const properties: INodeProperties[] = [
	{
		displayName: 'Reads',
		name: 'reads',
		type: 'multiOptions',
		options: [
			{ name: 'Check of the Services', value: 'check' },
			{ name: 'Planned Costs', value: 'plan' },
			{ name: 'Project Costs', value: 'costs' },
			{ name: 'Purchase Orders', value: 'orders' },
			{ name: 'Purchase Requisitions', value: 'requisitions' },
			{ name: 'Suppliers', value: 'suppliers' },
			{ name: 'System ID and Clock', value: 'system' },
			{ name: 'Texts', value: 'texts' },
		],
		default: ['system', 'orders'],
		description: 'What to read. Nothing chosen: SAP is not asked.',
	},
	{
		displayName: 'Ledger',
		name: 'ledger',
		type: 'string',
		default: '0L',
		description: 'Ledger whose postings count as project costs. 0L is the leading ledger.',
	},
	{
		...costAccountsProperty,
		description:
			'G/L accounts that are costs: ranges and single accounts, separated by commas. Empty: all accounts, revenue among them.',
	},
	{
		displayName: 'Plan Category',
		name: 'planCategory',
		type: 'string',
		default: '',
		placeholder: 'e.g. PLN',
		description: 'Which plan to read as Planned Costs',
	},
	{
		displayName: 'Plan Ledger',
		name: 'planLedger',
		type: 'string',
		default: '0L',
		description: 'Ledger whose plan is read. 0L is the leading ledger.',
	},
	{
		...costAccountsProperty,
		displayName: 'Plan Accounts',
		name: 'planAccounts',
		description:
			'G/L accounts whose plan is read: ranges and single accounts, separated by commas. Empty: all accounts.',
	},
	{
		displayName: 'Orders Changed Within (Days)',
		name: 'changedDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 0,
		description: "Only orders changed in this many days before now, by SAP's clock. 0 reads all orders.",
	},
	{
		displayName: 'Texts Of',
		name: 'textsOf',
		type: 'json',
		default: '',
		placeholder: 'e.g. {"glAccounts":["63000000"],"costCenters":[],"wbsElements":["P-1001.1"]}',
		description: 'G/L accounts, cost centers and WBS elements whose texts are read as Texts',
	},
	{
		displayName: 'Web Addresses',
		name: 'addresses',
		type: 'boolean',
		default: false,
		description:
			'Whether to put out the address of the Fiori launchpad first, as the credential has it, so that pages of reports can link there',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['system'], operation: ['readDocuments'] } },
	properties,
);

const pageSize = 200;
const dayMs = 86_400_000;

/**
 * Records of several kinds in one stream: items `{read, record}`, the record as the operation of that resource puts it out.
 * A read that fails is one failed item whose details name it, and does not keep the others away; what every read would
 * fail on is not asked again, because SAP locks a user after three refused log-ons.
 */
export async function* execute(call: Call): AsyncGenerator<Row> {
	const { context, itemIndex } = call;
	const given = context.getNodeParameter('reads', itemIndex, []) as string[];
	if (context.getNodeParameter('addresses', itemIndex, false) === true)
		yield { json: { read: addressesRead, record: { launchpad: call.client.connection.launchpad } } };
	const days = context.getNodeParameter('changedDays', itemIndex, 0);
	const changedDays = wholeNumber(context, 'Orders Changed Within (Days)', days, itemIndex, 0, 3650);
	let now = new Date().toISOString();
	let down: NodeFailure | undefined;
	for (const read of sapReads.filter((each) => given.includes(each))) {
		const rows = await attempt(context, async () => {
			if (down) throw down;
			return await all(rowsOf(call, read, changedDays, now));
		});
		if ('error' in rows) {
			const details = failureDetails(rows.error);
			if (concernsSystem(rows.error)) down = rows.error;
			yield { json: { read, ...details }, error: rows.error };
			continue;
		}
		for (const { json, error } of rows.value) {
			if (read === 'system' && typeof json.now === 'string') ({ now } = json as { now: string });
			yield error ? { json: { ...json, read }, error } : { json: { read, record: json } };
		}
	}
}

async function all(rows: AsyncIterable<Row>): Promise<Row[]> {
	const read: Row[] = [];
	for await (const row of rows) read.push(row);
	return read;
}

function rowsOf(call: Call, read: SapRead, changedDays: number, now: string): AsyncIterable<Row> {
	const { context, client, itemIndex } = call;
	const { versions } = client.connection;
	const ledgerOf = (name: string) => chosenLedger(context.getNodeParameter(name, itemIndex, ''));
	const accountsOf = (name: string) =>
		chosenAccounts(context, context.getNodeParameter(name, itemIndex, ''), itemIndex);
	switch (read) {
		case 'texts':
			return textRows(call, textKeysIn(call));
		case 'system':
			return get.execute(call);
		case 'check':
			return findings(call, usualKinds);
		case 'orders': {
			const service = purchaseOrderServices[versions.purchaseOrder];
			const changedFrom = changedDays === 0 ? '' : new Date(Date.parse(now) - changedDays * dayMs).toISOString();
			const pages = purchaseOrderPages(client, service, { ...everyOrder, changedFrom, pageSize });
			return documentRows(client, { type: purchaseOrderType(service.version), simple: true, pages });
		}
		case 'requisitions': {
			const service = purchaseRequisitionServices[versions.purchaseRequisition];
			const pages = purchaseRequisitionPages(client, service, { ...everyRequisition, pageSize });
			return documentRows(client, { type: purchaseRequisitionType(service.version), simple: true, pages });
		}
		case 'costs': {
			const query: ProjectCostQuery = {
				changedFrom: '',
				changedTo: '',
				postedFrom: '',
				postedTo: '',
				companyCodes: [],
				ledger: ledgerOf('ledger'),
				internalIds: undefined,
				costAccounts: accountsOf('costAccounts'),
				changesReturn: 'all',
			};
			return documentRows(client, {
				type: projectCostType(query),
				simple: true,
				pages: projectCostPages(client, query),
			});
		}
		case 'plan': {
			const planCategory = String(context.getNodeParameter('planCategory', itemIndex, '')).trim();
			if (planCategory === '') throw invalidParameter(context, itemIndex, 'Plan Category', 'It is empty.');
			const everywhere = { companyCodes: [], fiscalYears: [], wbsElements: [] };
			const query: PlannedCostQuery = {
				...everywhere,
				planCategory,
				ledger: ledgerOf('planLedger'),
				costAccounts: accountsOf('planAccounts'),
			};
			return documentRows(client, {
				type: plannedCostType,
				simple: true,
				pages: plannedCostPages(client, query),
			});
		}
		case 'suppliers': {
			const everySupplier = { changedFrom: '', changedTo: '', dayOverlap: 0, supplierKeys: [], pageSize };
			return documentRows(client, { type: supplierType, simple: true, pages: supplierPages(client, everySupplier) });
		}
	}
}
