import { watchedSettings, WorkflowBuilder } from '../builder.ts';
import { note } from '../nodes.ts';
import { about } from './about.ts';
import { addBatches, addBatchStart } from './batches.ts';
import { addBudgetLane, addCostCodeLane } from './costLanes.ts';
import { addEnding } from './ending.ts';
import { addLease } from './lease.ts';
import { addOrderLane } from './orderLane.ts';
import { addProjectLane } from './projectLane.ts';
import { addRecordBlock } from './recordBlock.ts';
import { addRequisitionLane } from './requisitionLane.ts';
import { addRun } from './run.ts';
import { addTables, addTriggers } from './triggers.ts';
import { addVendorLane } from './vendorLane.ts';

/** The template `sap-procore-sync.json`. */
export function syncTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-760, -260], [480, 900], about, 1));
	const request = addTriggers(w);
	const tables = addTables(w, request, 520);
	const lease = addLease(w, tables, 1740);
	const run = addRun(w, lease, 3380);
	const batches = addBatches(w, run, 4740);
	addEnding(w, batches, 6840);

	const batch = addBatchStart(w, 800);
	const projects = addProjectLane(w, batch.lanes, 800);
	const vendors = addVendorLane(w, projects, 1700);
	const costCodes = addCostCodeLane(w, vendors, 2600);
	const costs = addBudgetLane(w, costCodes, 3380);
	const contracts = addOrderLane(w, costs, 4300);
	const requisitions = addRequisitionLane(w, contracts, 5300);
	addRecordBlock(
		w,
		[projects, vendors, costCodes, costs, contracts, requisitions, batch.trouble],
		['Map project costs', 'Map orders', 'Map requisitions'],
		2420,
		800,
	);
	return w.build({
		id: 'sapProcoreSync01',
		name: 'Keep Procore in step with SAP S/4HANA',
		description:
			'Suppliers of SAP S/4HANA become vendors in Procore, purchase orders become purchase order contracts, posted costs become budget line items: what changed is fetched, mapped, written in bulk, and every outcome is recorded.',
		settings: watchedSettings,
	});
}
