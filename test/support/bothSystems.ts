import type { ReconciliationReport } from '../../nodes/SapToProcore/reports/reconciliation/model.ts';
import { mapped } from './mapLane.ts';
import { runNode } from './nodeHarness.ts';
import { asReconciliation, makeReport, requestFor, tablesWith } from './madeReports.ts';
import { goOn, jsonOf, type World } from './world.ts';

export type Items = object[];

const all = { operation: 'getAll', returnAll: true };

const vendorsOf = async (world: World) =>
	jsonOf((await world.procore({ ...all, resource: 'vendor', simplify: false })).outputs[0]);

/** Every supplier that can be sent is sent. */
export async function syncSuppliers(world: World): Promise<void> {
	const suppliers = await world.sap({ ...all, resource: 'supplier' });
	await world.upsert(await world.desiredVendors(jsonOf(suppliers.outputs[0]), await vendorsOf(world)));
}

/** Every order that can be sent is sent, by the same nodes that the template uses. */
export async function syncOrders(world: World, roster: Items): Promise<void> {
	const { sap_procore_cost_codes: cost_codes, sap_procore_values: values } = world.simulators.dataset.tables;
	const tables = { projects: roster, cost_codes, values };
	const { items } = await mapped({ resource: 'purchaseOrder' }, await orders(world), { tables });
	const upsert = { resource: 'purchaseOrderContract', operation: 'upsertMany' };
	await world.procore(upsert, { inputs: [jsonOf(items)], ...goOn });
}

/** Runs an operation that decides; it must not fail. */
export async function decide(parameters: object, inputs: Items[]): Promise<Items[]> {
	const given = inputs.map((items) => items.map((item) => ({ ...item })));
	const run = { node: 'sapToProcore' as const, parameters: { ...parameters }, inputs: given };
	const { outputs, error } = await runNode(run);
	expect(error).toBeUndefined();
	return outputs.map(jsonOf);
}

const orders = async (world: World) => jsonOf((await world.sap({ ...all, resource: 'purchaseOrder' })).outputs[0]);

/** The roster as a run has it: Procore's projects, the table, and what SAP's projects say of them. */
export async function readRoster(world: World): Promise<Items> {
	const sapProjects = await world.sap({ ...all, resource: 'project' });
	const projects = await world.procore({ ...all, resource: 'project', filters: { status: 'All' }, simplify: false });
	const { tables } = await mapped({ resource: 'project' }, jsonOf(projects.outputs[0]), {
		second: jsonOf(sapProjects.outputs[0]),
		tables: { projects: world.simulators.dataset.tables.sap_procore_projects },
	});
	return tables.projects;
}

export const activeRows = (roster: Items) => roster.filter((row) => (row as { active: boolean }).active);

/** Reads both systems afresh and compares orders and contracts, as the report workflow does. */
export async function reconcile(world: World, roster: Items, exceptions: Items = []): Promise<ReconciliationReport> {
	const tables = await tablesWith({
		projects: roster,
		cost_codes: world.simulators.dataset.tables.sap_procore_cost_codes,
		exceptions,
		settings: { releaseGate: 'released', projectCurrency: 'USD' },
	});
	const projectIds = activeRows(roster).map((row) => String((row as { project_id: unknown }).project_id));
	const request = requestFor('reconciliation', {
		projectIds,
		sapReads: ['system', 'orders'],
		procoreReads: ['contracts'],
	});
	return asReconciliation(await makeReport(world, tables, request));
}
