import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { laneOf, purchaseOrderSchema, type Allocation, type DesiredContract, type Run } from '../../../shared/model';
import { isUnorderedContract } from '../../../shared/originId';
import { runProperty } from '../../../shared/runParameter';
import { mapOrders } from '../../lanes/purchaseOrder/map';
import { reasoned } from '../../lanes/reasoned';
import { costCodeMap } from '../../lookup/costCodes';
import { valueMap } from '../../lookup/values';
import { putBegun, withBegun } from '../begunContracts';
import { compareCostsAgain } from '../costsSent';
import type { Ledger } from '../../ledger';
import { addRowsToFill, knownContractsOf, ledgerOf } from '../lookupTables';
import { policies } from '../policies';
import { memoryOf } from '../runMemory';
import { readRoster } from '../roster';
import { decideDocuments } from '../stream';
import { customFieldsOfItems, customFieldsProperty, type CustomFieldsOf } from './customFields';
import { orderProperties, orderSettings } from './settings';

const properties: INodeProperties[] = [runProperty, ...policies(orderProperties), customFieldsProperty];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrder'], operation: ['map'] } },
	properties,
);

const orders = {
	schema: purchaseOrderSchema,
	entity: 'purchase_order',
	source: 'SAP S/4HANA > Purchase Order > Fetch',
} as const;

/**
 * Input: Orders. Output: desired contracts with the assignments of their lines, and outcomes of what is not sent. Which
 * vendor a contract has is said by its origin ID only. Combinations and units that no row maps get a row to fill in
 * `sap_procore_cost_codes` and `sap_procore_values`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, orders, async (documents, run) => {
		const settings = orderSettings(this, run);
		const ledger = ledgerOf(this, run.customer);
		const given = documents.map(({ document }) => document);
		const numbers = given.map(({ purchaseOrder }) => purchaseOrder);
		const known = await withBegun(this, run, orders.entity, await knownContractsOf(ledger, numbers));
		const { mapped, toFill } = mapOrders({
			customer: run.customer,
			orders: given,
			roster: await readRoster(this, run, ledger),
			costCodes: costCodeMap(await ledger.rows('cost_codes')),
			values: valueMap(await ledger.rows('values')),
			knownContracts: known.filter(({ origin_id }) => !isUnorderedContract(origin_id, run.system)),
			settings,
			...(run.mode === 'replay' ? { left: await namedAsLeft(this, run, ledger) } : {}),
		});
		await addRowsToFill(this, run, {
			cost_codes: toFill.costCodes.map(({ row }) => row),
			values: toFill.values.map(({ row }) => row),
		});
		const projects = new Set(mapped.flatMap((each) => ('desired' in each ? [each.desired.projectId] : [])));
		if (!run.dryRun && projects.size > 0) await compareCostsAgain(this, run, projects);
		const customFields = customFieldsOfItems(this);
		const usable = mapped.filter(({ index }) => !('trouble' in customFields(documents[index]?.index ?? 0)));
		await putBegun(this, run, orders.entity, usable, known);
		return mapped.map((each) => {
			const index = documents[each.index]?.index ?? 0;
			if (!('desired' in each)) return { json: each.outcome, index };
			return { json: withCustomFields(each, customFields(index)), index };
		});
	});
}

/**
 * Orders that somebody replays because they have left all projects. Among others, such as all that a change of the roster
 * concerns, nobody means that.
 */
async function namedAsLeft(context: IExecuteFunctions, run: Run, ledger: Ledger): Promise<ReadonlySet<string>> {
	const exceptions = memoryOf(context, run)?.exceptions ?? (await ledger.rows('exceptions'));
	const left = exceptions.filter(
		({ entity, reason, status }) =>
			entity === orders.entity && reason === 'order_left_projects' && status !== 'resolved',
	);
	const named = new Set(laneOf(run, orders.entity).keys);
	const told = new Set(left.map(({ sap_key }) => sap_key));
	return [...named].every((key) => told.has(key)) ? named : new Set();
}

/** The contract with its custom fields; an outcome where they cannot be used. */
function withCustomFields(
	{ desired, allocations }: { desired: DesiredContract; allocations: Allocation[] },
	fields: ReturnType<CustomFieldsOf>,
): object {
	const { originId, projectId, source } = desired;
	if ('trouble' in fields && !desired.void) {
		const subject = `purchase order ${source.sapKey}, project ${projectId}`;
		const about = { ...source, entity: orders.entity, originId, projectId, subject };
		return reasoned(about, 'custom_field_unusable', String(fields.trouble));
	}
	const isNamed = !desired.void && Object.keys(fields).length > 0;
	return { ...desired, ...(isNamed ? { customFields: fields } : {}), mappedAssignments: allocations };
}
