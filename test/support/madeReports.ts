import type { IDataObject } from 'n8n-workflow';
import { ledgerOn } from '../../nodes/SapToProcore/ledger';
import type { ReportName } from '../../nodes/SapToProcore/reports/names';
import { readsOf, type ReportRequest } from '../../nodes/SapToProcore/reports/request';
import type { ReadinessReport } from '../../nodes/SapToProcore/reports/readiness/model';
import type { ReconciliationReport } from '../../nodes/SapToProcore/reports/reconciliation/model';
import { asJson } from './examples.ts';
import { MemoryTables } from './memoryTables.ts';
import { runNode, type NodeRunResult, type SentFile } from './nodeHarness.ts';
import { byId, goOn, jsonOf, type World } from './world.ts';

export const customer = 'acme';

type Rows = ReadonlyArray<object>;
type Cells = Record<string, string | number | boolean>;

export interface Given {
	projects?: Rows;
	cost_codes?: Rows;
	vendors?: Rows;
	exceptions?: Rows;
	approvals?: Rows;
	values?: Rows;
	audit?: Rows;
	state?: Rows;
	allocations?: Rows;
	contracts?: Rows;
	runs?: Rows;
	requests?: Rows;
	/** Settings of the last run; null = none has run yet. */
	settings?: object | null;
}

/** Tables of n8n with these rows. */
export async function tablesWith({ settings = {}, ...rows }: Given = {}): Promise<MemoryTables> {
	const tables = new MemoryTables();
	const ledger = ledgerOn(tables.store(), customer);
	await ledger.prepare();
	for (const [table, given] of Object.entries(rows)) {
		const name = `sap_procore_${table}`;
		const columns = tables.columns(name).map((column) => column.name);
		const cells = (given as Rows).map((row) => {
			const known = Object.entries(row).filter(([column]) => columns.includes(column));
			return { ...(Object.fromEntries(known) as Cells), customer };
		});
		tables.addRows(name, cells);
	}
	if (settings !== null) {
		const last = { run_id: 'last', started_at: new Date().toISOString(), status: 'success' };
		await ledger.insert('runs', [{ ...last, settings: JSON.stringify(settings) }]);
	}
	return tables;
}

export function requestFor(report: ReportName, more: Partial<ReportRequest> = {}): ReportRequest {
	const reads = readsOf([report], 90);
	return {
		customer,
		reports: [report],
		format: 'xlsx',
		month: '',
		asked: false,
		...{ query: {}, user: '' },
		days: 90,
		...reads,
		// As in a workflow whose plan has no category, and whose cost accounts are chosen.
		sapReads: reads.sapReads.filter((read) => read !== 'plan' && (report !== 'readiness' || read !== 'costs')),
		...{ ledger: '0L', costAccounts: '', planCategory: '', planLedger: '0L', planAccounts: '' },
		projectIds: [],
		texts: { glAccounts: [], costCenters: [], wbsElements: [] },
		...{ quotaPerHour: 600, procoreRequests: 600, kept: false, digest: false, pagesAddress: '', upload: null },
		refusal: null,
		...more,
	};
}

/** Runs a node of ours on tables. */
export async function onTables(
	tables: MemoryTables,
	parameters: object,
	inputs: Array<Rows | null> = [[{}]],
	file?: SentFile,
): Promise<NodeRunResult> {
	return await runNode({
		node: 'sapToProcore',
		parameters: { ...parameters } as IDataObject,
		inputs: inputs.map((items) => items && items.map(asJson)),
		tables,
		...(file ? { file } : {}),
	});
}

/** Reads both systems afresh and makes a report, as the report workflow does; the item of the mail. */
export async function makeReport(
	world: World,
	tables: MemoryTables,
	request: ReportRequest,
	panel: object = {},
): Promise<IDataObject> {
	const read = { onError: 'continueRegularOutput' } as const;
	const sap = await world.sap(
		{
			resource: 'system',
			operation: 'readDocuments',
			reads: request.sapReads,
			ledger: request.ledger,
			changedDays: request.changedDays,
		},
		read,
	);
	const procore = await world.procore(
		{
			resource: 'company',
			operation: 'readRecords',
			reads: request.procoreReads,
			projectIds: request.projectIds.join(','),
			maximumRequests: request.procoreRequests,
		},
		read,
	);
	const [documents, records] = [jsonOf(sap.outputs[0]), jsonOf(procore.outputs[0])];
	const listed = await onTables(tables, { resource: 'report', operation: 'listDifferences', request }, [
		documents,
		records,
	]);
	expect(listed.error).toBeUndefined();
	const lines = await world.procore(
		{
			resource: 'purchaseOrderContract',
			operation: 'get',
			projectId: byId('={{ $json.projectId }}'),
			contractId: byId('={{ $json.contractId }}'),
			simplify: false,
		},
		{ inputs: [jsonOf(listed.outputs[0]).map(asJson)], ...goOn },
	);
	const made = await onTables(tables, { resource: 'report', operation: 'make', request, ...panel }, [
		documents,
		lines.outputs.flatMap(jsonOf),
		records,
	]);
	expect(made.error).toBeUndefined();
	expect(jsonOf(made.outputs[2])).toEqual([]);
	const [mail] = jsonOf(made.outputs[1]);
	return mail as IDataObject;
}

export const asReconciliation = (made: IDataObject) => made as unknown as ReconciliationReport;
export const asReadiness = (made: IDataObject) => made as unknown as ReadinessReport & { html: string };
