import { WorkflowBuilder } from '../builder.ts';
import { note } from '../nodes.ts';
import { about } from './about.ts';
import { addCostCodeLane } from './costLanes.ts';
import { addOrderLane } from './orderLane.ts';
import { addProjectLane } from './projectLane.ts';
import { addRecordBlock } from './recordBlock.ts';
import { addRequisitionLane } from './requisitionLane.ts';
import { addBatches, addBatchStart, addLease, addPruning, addRun, addStart } from './run.ts';
import { addVendorLane } from './vendorLane.ts';

/** The template `sap-procore-sync.json`. */
export function syncTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-760, -260], [480, 900], about, 1));
	const tables = addStart(w);
	const lease = addLease(w, tables, 1500);
	const run = addRun(w, lease, 2900);
	addBatches(w, run, 4260);
	addPruning(w, 5840);

	const batch = addBatchStart(w, 800);
	const projects = addProjectLane(w, batch.lanes, 800);
	const vendors = addVendorLane(w, projects, 1700);
	const costCodes = addCostCodeLane(w, vendors, 2600);
	const contracts = addOrderLane(w, costCodes, 4300);
	const requisitions = addRequisitionLane(w, contracts, 5300);
	addRecordBlock(
		w,
		[projects, vendors, costCodes, contracts, requisitions, batch.trouble],
		['Map orders', 'Map requisitions'],
		2420,
		800,
	);
	return w.build({
		id: 'sapProcoreSync01',
		name: 'Keep Procore in step with SAP S/4HANA',
		description:
			'Suppliers of SAP S/4HANA become vendors in Procore, purchase orders become purchase order contracts: what changed is fetched, mapped, written in bulk, and every outcome is recorded.',
		settings: {
			executionOrder: 'v1',
			timezone: 'UTC',
			saveDataErrorExecution: 'all',
			saveDataSuccessExecution: 'all',
			saveManualExecutions: true,
			callerPolicy: 'workflowsFromSameOwner',
		},
	});
}
