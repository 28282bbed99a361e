import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { ZodTypeAny } from 'zod/v3';
import type * as Model from '../../nodes/shared/model';
import type * as BudgetFile from '../../nodes/SapToProcore/reports/reconciliation/budget';
import type * as RequestFile from '../../nodes/SapToProcore/reports/request';
import { costAccounts } from '../../simulators/data/costs/accounts.ts';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { Engine, type EngineRun, type InsertedStep, type WorkflowFile } from './support/engine.ts';
import {
	damaged,
	damages,
	declaredNames,
	fieldsIn,
	nameOf,
	uniqueFields,
	type Damage,
	type Field,
} from './support/shapes.ts';
import { sourceOf, packageDir } from './support/sources.ts';
import { copyOf, fillTables, SyncWorld } from './support/syncWorld.ts';
import { smallWorkflow, type SmallNode, type Wire } from './support/smallWorkflow.ts';

// What each node of the templates puts out is handed to the next one as it is, and with every field damaged that the next
// one declares: a damage is an error that names the field, never an empty value.

const model = sourceOf('nodes/shared/model/index.ts') as typeof Model;
const { budgetRowSchema } = sourceOf('nodes/SapToProcore/reports/reconciliation/budget.ts') as typeof BudgetFile;
const { reportRequestSchema } = sourceOf('nodes/SapToProcore/reports/request.ts') as typeof RequestFile;

/** Fields that may be missing, and why. */
type Optional = Record<string, string>;

interface Shape {
	schema: ZodTypeAny;
	optional?: Optional;
}

const outcome: Shape = {
	schema: model.outcomeSchema,
	optional: {
		mappedAssignments: 'only what was sent, or is planned, tells where its assignments went',
		covers: 'only an outcome that is not about a single document names those that it is about',
	},
};
const desired = (schema: ZodTypeAny, optional: Optional = {}): Shape => ({ schema, optional });
const alone = { covers: 'it is about a single document' };

/** What a node takes by an input, by resource and operation. */
const takes: Record<string, Shape[]> = {
	'run.start 0': [{ schema: model.sapSystemSchema }],
	'project.match 1': [{ schema: model.sapProjectSchema }],
	'vendor.match 0': [{ schema: model.supplierSchema }],
	'costCode.map 0': [{ schema: model.glAccountSchema }],
	'costCode.map 1': [{ schema: model.costCenterSchema }],
	'plannedCost.map 0': [{ schema: model.plannedCostSchema }],
	'purchaseOrder.map 0': [{ schema: model.purchaseOrderSchema }],
	'requisition.map 0': [{ schema: model.purchaseRequisitionSchema.required({ orders: true }) }],
	'supplierInvoice.map 0': [{ schema: model.supplierInvoiceSchema.required({ orders: true }) }],
	'projectCost.map 0': [{ schema: model.projectCostSchema }],
	'vendor.upsertMany 0': [desired(model.desiredVendorSchema.omit({ observed: true })), outcome],
	'costCode.upsertMany 0': [
		desired(model.desiredCostCodeSchema, { ...alone, mappedAssignments: 'a cost code has no amounts' }),
		outcome,
	],
	'budgetLineItem.upsertMany 0': [desired(model.desiredBudgetAmountSchema), outcome],
	'purchaseOrderContract.upsertMany 0': [desired(model.desiredContractSchema, alone), outcome],
	'requisition.upsertMany 0': [
		desired(model.desiredRequisitionSchema, {
			...alone,
			requires: 'only a reversal wants what it reverses',
			elsewhere: 'only what was sent to another project may still be there',
		}),
		outcome,
	],
	'directCost.upsertMany 0': [desired(model.desiredDirectCostSchema), outcome],
	'outcome.record 0': [outcome],
};

/** Inputs that declare nothing of what a node of ours puts out, and why. */
const takesAnything: Record<string, string> = {
	'project.getAll 0': 'starts when the node before it is done',
	'supplier.fetch 0': 'starts when the lane before it is recorded',
	'glAccount.fetch 0': 'starts when the lane before it is recorded',
	'plannedCost.fetch 0': 'starts when the lane before it is recorded',
	'purchaseOrder.fetch 0': 'starts when the lane before it is recorded',
	'purchaseRequisition.fetch 0': 'starts when the lane before it is recorded',
	'supplierInvoice.fetch 0': 'starts when the lane before it is recorded',
	'projectCost.fetch 0': 'starts when the lane before it is recorded',
	'vendor.getAll 0': 'starts when the node before it is done',
	'costCenter.getAll 0': 'starts when the node before it is done',
	'run.finish 0': 'starts when the last lane is recorded; what lanes did it takes from the tables',
	'outcome.record 1': 'takes the key of each document: Map has the same item, and says what it lacks',
	'project.match 0': 'takes records of Procore as Procore writes them',
	'vendor.match 1': 'takes records of Procore as Procore writes them',
	'report.make 0': 'takes records of several kinds, which are damaged below',
	'report.make 2': 'takes records of several kinds, which are damaged below',
	'report.listDifferences 0': 'puts out nothing where it cannot compare: Make has the same items, and says why',
	'report.listDifferences 1': 'puts out nothing where it cannot compare: Make has the same items, and says why',
	'report.make 1': 'takes contracts of Procore as Procore writes them',
	'system.readDocuments 0': 'goes by the item of Read Request, by expressions',
	'company.readRecords 0': 'goes by the item of Read Request, by expressions',
	'purchaseOrderContract.get 0': 'goes by expressions on the item',
	'run.requestReplay 0': 'takes what people have sent',
	'report.submit 0': 'takes what people have sent',
};

const fileOf = (name: string) =>
	JSON.parse(readFileSync(join(packageDir, 'workflows', `${name}.json`), 'utf8')) as WorkflowFile;
const sync = fileOf('sap-procore-sync');
const report = fileOf('sap-procore-report');
const isOurs = ({ type }: INode) => type.startsWith('n8n-nodes-sap-procore.');

interface Handover {
	from: INode;
	output: number;
	to: INode;
	input: number;
	/** What the consumer takes, by which the tables above know it. */
	takes: string;
}

/** Every wire of a template from a node of ours to another one. */
function handoversOf({ nodes, connections }: WorkflowFile): Handover[] {
	const node = (name: string) => nodes.find((each) => each.name === name && isOurs(each));
	return Object.entries(connections).flatMap(([name, { main = [] }]) =>
		main.flatMap((wires, output) =>
			(wires ?? []).flatMap(({ node: target, index: input }) => {
				const [from, to] = [node(name), node(target)];
				if (!from || !to) return [];
				const { resource, operation } = to.parameters;
				return [{ from, output, to, input, takes: `${String(resource)}.${String(operation)} ${String(input)}` }];
			}),
		),
	);
}

/** What the lanes of costs and plan do not do without. */
const ofAllLanes = {
	'Fetch costs': { costAccounts },
	'Fetch plan': { planCategory: { __rl: true, mode: 'list', value: planCategories.plan }, costAccounts },
};
const always = ['project', 'supplier', 'cost_code', 'purchase_order'];

/** Runs of the sync on `tour` with these lanes as well, which begin when all orders have their contracts. */
async function synced(lanes: string[]): Promise<EngineRun[]> {
	const world = new SyncWorld({ dataset: copyOf('tour'), parameters: ofAllLanes });
	const first = await world.run({ parameters: { Start: { lanes: always } } });
	world.engine.later();
	const second = await world.run({ parameters: { Start: { lanes: [...always, ...lanes] } } });
	for (const run of [first, second]) assert.equal(run.status, 'success', run.error?.message);
	return [first, second];
}

/** Requests for reports, as a browser sends them, and all that the nodes of the template make of them. */
async function reported(...names: string[]): Promise<EngineRun[]> {
	const world = new SyncWorld({ dataset: copyOf('tour'), parameters: ofAllLanes });
	await world.run({ parameters: { Start: { lanes: [...always, 'actual_cost', 'budget'] } } });
	// What people send is no report.
	const own = report.nodes
		.filter(isOurs)
		.filter(({ parameters }) => parameters.resource !== 'run' && parameters.operation !== 'submit');
	const wires = handoversOf(report)
		.filter(({ to }) => own.includes(to))
		.map(({ from, to, input }): Wire => [from.name, to.name, input]);
	world.engine.workflow = smallWorkflow(
		// So much of the quota that no report leaves a part of Procore unread.
		[{ name: 'Run now', type: 'n8n-nodes-base.manualTrigger' }, ...own.map((node) => withQuota(node))],
		[['Run now', 'Read request'], ...wires],
	);
	const made: EngineRun[] = [];
	for (const name of names) {
		// As files: in a browser the exceptions are made of tables alone.
		const query = { page: name, format: 'csv' };
		const asked = { webhookUrl: 'http://n8n.test/webhook/sap-procore', query, headers: {}, params: {}, body: {} };
		const run = await world.engine.run({
			insert: [{ between: ['Run now', 'Read request'], does: () => [{ json: asked }] }],
		});
		assert.equal(run.status, 'success', run.error?.message);
		made.push(run);
	}
	settings = String(world.rows('runs').at(-1)?.settings);
	return made;
}

const withQuota = (node: INode) =>
	asSmall(node.name === 'Read request' ? { ...node, parameters: { ...node.parameters, quotaPerHour: 36_000 } } : node);
const asSmall = ({ parameters, ...node }: INode, more: Partial<SmallNode> = {}): SmallNode => ({
	...node,
	parameters: parameters as INodeParameters,
	...more,
});

const runs: Record<'sync' | 'report', EngineRun[]> = { sync: [], report: [] };
let engine: Engine;
/** Of the run that the reports are about, as it has put them on record. */
let settings = '';
async function runBoth(): Promise<void> {
	runs.sync = [...(await synced(['requisition', 'actual_cost', 'budget'])), ...(await synced(['supplier_invoice']))];
	runs.report = await reported('reconciliation', 'readiness', 'exceptions');
	engine = new Engine({ dataset: copyOf('tiny'), workflow: smallWorkflow([], []) });
	fillTables(engine);
	const row = { customer: 'main', run_id: 'run-1', started_at: new Date(engine.time.now()).toISOString(), settings };
	engine.tables.createTable('sap_procore_runs', {
		customer: 'string',
		run_id: 'string',
		started_at: 'string',
		settings: 'string',
	});
	engine.tables.addRows('sap_procore_runs', [row]);
}
let running: Promise<void> | undefined;
const ran = async () => await (running ??= runBoth());

/** What a node of a template has put out in any of its runs, without what n8n made up and what failed. */
function itemsOf(template: 'sync' | 'report', { name }: Pick<INode, 'name'>, output = 0): IDataObject[] {
	const items = runs[template].flatMap((run) => run.items(name, output));
	return items.filter((item) => Object.keys(item).length > 0 && typeof item.error !== 'string');
}

/** A run with all lanes on, whose nodes need no lease. */
function freeRun(): IDataObject {
	const run = itemsOf('sync', { name: 'Start' })[0] as unknown as Model.Run;
	const decided = [
		{
			entity: 'purchase_order',
			sapKey: '1',
			originId: 'sap:S4P:po:1:2201',
			plan: 'a',
			decision: 'approved',
			by: 'Ann',
		},
	];
	const approval = { above: '1000000', decided };
	return {
		...run,
		holder: '',
		approval,
		lanes: run.lanes.map((lane) => ({ ...lane, on: true })),
	} as unknown as IDataObject;
}

/**
 * Gives a node these items, and to its expressions the items of other nodes by name.
 * @returns what it puts out or throws, and what it has put on record
 */
async function given(
	to: INode,
	inputs: IDataObject[][],
	named: Record<string, IDataObject>,
	parameters: IDataObject = {},
): Promise<string[]> {
	const chain = ['Run now', ...Object.keys(named).map((_, index) => `Before ${String(index + 1)}`)];
	const last = chain.at(-1) ?? '';
	const sources = inputs.map((_, index) => `Source ${String(index)}`);
	const noOp = (name: string) => ({ name, type: 'n8n-nodes-base.noOp' });
	engine.workflow = smallWorkflow(
		[
			{ name: 'Run now', type: 'n8n-nodes-base.manualTrigger' },
			...[...chain.slice(1), ...sources].map(noOp),
			asSmall(to, {
				parameters: { ...to.parameters, ...parameters } as INodeParameters,
				onError: 'continueRegularOutput',
				executeOnce: false,
			}),
		],
		[
			...chain.slice(1).map((name, index): Wire => [chain[index] ?? '', name]),
			...sources.flatMap((name, index): Wire[] => [
				[last, name],
				[name, to.name, index],
			]),
		],
	);
	const insert: InsertedStep[] = [
		...Object.entries(named).map(
			([name, item], index): InsertedStep => ({
				name,
				between: [chain[index] ?? '', chain[index + 1] ?? ''],
				does: () => [{ json: item }],
			}),
		),
		...inputs.map(
			(items, index): InsertedStep => ({
				name: `Input ${String(index)}`,
				between: [sources[index] ?? '', to.name],
				does: () => items.map((json) => ({ json })),
			}),
		),
	];
	const known = audited().length;
	const run = await engine.run({ insert });
	const thrown = run.error ? [`${run.error.message} ${String(run.error.description)}`] : [];
	const outputs = (run.runData[to.name] ?? []).flatMap((round) => round.data?.main ?? []);
	const out = outputs.flatMap((items) => (items ?? []).map(({ json }) => JSON.stringify(json)));
	return [...thrown, ...out, ...audited().slice(known)];
}

const audited = () => {
	const table = 'sap_procore_audit';
	const rows = engine.tables.names().includes(table) ? engine.tables.rows(table) : [];
	return rows.map(({ message }) => String(message));
};

interface Damaged {
	item: IDataObject;
	field: Field;
}

/** One item for each field that the shape declares and any of the items has. */
function fieldsOf({ schema }: Shape, items: IDataObject[]): Damaged[] {
	return uniqueFields(items.flatMap((item) => fieldsIn(schema, item).map((field) => ({ ...field, item })))).map(
		({ item, ...field }) => ({ item, field }),
	);
}

const isStart = ({ parameters }: INode) => parameters.resource === 'run' && parameters.operation === 'start';
const isOutcome = (item: IDataObject) => model.isMeantAsOutcome(item) && !('source' in item);

describe('every wire between two nodes of ours', () => {
	before(ran);
	const wires = [...handoversOf(sync), ...handoversOf(report)];

	it('is listed here by what the second one takes', () => {
		const unlisted = wires.map((wire) => wire.takes).filter((each) => !(each in takes) && !(each in takesAnything));
		assert.deepEqual(unlisted, []);
	});

	for (const wire of handoversOf(sync).filter((each) => each.takes in takes))
		for (const shape of takes[wire.takes] ?? []) {
			const kind = shape === outcome ? 'outcomes' : 'documents';
			const title = `${wire.from.name} → ${wire.to.name} (${String(wire.input)}): ${kind}`;
			it(title, async () => {
				const items = itemsOf('sync', wire.from, wire.output).filter((item) => isOutcome(item) === (shape === outcome));
				assert.notEqual(items.length, 0);
				for (const item of items) assert.deepEqual(shape.schema.safeParse(item).error?.issues, undefined);
				const fields = fieldsOf(shape, items);
				const seen = new Set(fields.map(({ field }) => nameOf(field.path)));
				if (shape !== outcome)
					assert.deepEqual(
						declaredNames(shape.schema).filter(
							(name) => !seen.has(name) && !(name.split('.')[0] ?? '' in (shape.optional ?? {})),
						),
						[],
						'fields that no item has',
					);
				for (const damage of damages) {
					const broken = fields.filter(
						({ field }) => damage !== 'is missing' || !(nameOf(field.path) in (shape.optional ?? {})),
					);
					const silent: string[] = [];
					const batches = wire.input === 0 && wire.takes !== 'run.start 0' ? [broken] : broken.map((each) => [each]);
					for (const batch of batches) {
						const handed = batch.map(({ item, field }) => damaged(item, field, damage));
						const inputs = wire.input === 0 ? [handed] : [itemsOf('sync', firstOf(wire)).slice(0, 1), handed];
						const named: Record<string, IDataObject> = isStart(wire.to) ? {} : { Start: freeRun() };
						const said = await given(wire.to, inputs, named, isStart(wire.to) ? { request: '' } : {});
						silent.push(
							...batch
								.map(({ field }) => field.path.join('.'))
								.filter((path) => !said.some((text) => text.includes(`${path}: `))),
						);
					}
					assert.deepEqual(silent, [], `a field that ${damage} is not named`);
				}
			});
		}
});

/** The node that is wired to the first input of the same consumer. */
function firstOf({ to }: Handover): INode {
	const first = handoversOf(sync).find((wire) => wire.to === to && wire.input === 0);
	assert.ok(first);
	return first.from;
}

/** Every node of a template that goes by the item of another one, by an expression. */
const going = (workflow: WorkflowFile, by: string) =>
	workflow.nodes.filter(isOurs).filter(({ parameters }) => JSON.stringify(parameters).includes(`$('${by}')`));

describe('the run, which nodes read of Start by an expression', () => {
	before(ran);
	const shape: Shape = { schema: model.runSchema };
	const damagedRuns = (damage: Damage) =>
		fieldsOf(shape, [freeRun()]).map(({ item, field }) => ({
			path: field.path.join('.'),
			run: damaged(item, field, damage),
		}));

	for (const damage of damages) {
		it(`a field that ${damage} is named by Record`, async () => {
			const [record] = sync.nodes.filter(({ name }) => name === 'Record orders');
			assert.ok(record);
			const silent: string[] = [];
			for (const { path, run } of damagedRuns(damage)) {
				const said = await given(record, [[{}]], { Start: run });
				if (!said.some((text) => text.includes(`${path}: `))) silent.push(path);
			}
			assert.deepEqual(silent, []);
		});

		it(`a field that ${damage} is named by Start, where a batch is called with the run`, async () => {
			const start = sync.nodes.find(isStart);
			assert.ok(start);
			const silent: string[] = [];
			for (const { path, run } of damagedRuns(damage)) {
				const said = await given(
					start,
					[itemsOf('sync', { name: 'Get SAP clock' }).slice(0, 1)],
					{},
					{ request: { run } },
				);
				if (!said.some((text) => text.includes(`${path}: `))) silent.push(path);
			}
			assert.deepEqual(silent, []);
		});
	}

	it('every node that reads it names a field of it', async () => {
		const silent: string[] = [];
		for (const node of going(sync, 'Start')) {
			const wire = handoversOf(sync).find(({ to, input }) => to === node && input === 0);
			const items = wire ? itemsOf('sync', wire.from, wire.output) : [];
			const said = await given(node, [items.length > 0 ? items : [{}]], { Start: { ...freeRun(), batch: 'first' } });
			if (!said.some((text) => text.includes('batch: '))) silent.push(node.name);
		}
		assert.deepEqual(silent, []);
	});
});

describe('the request, which nodes of the report read of Read Request by an expression', () => {
	before(ran);
	const shape: Shape = { schema: reportRequestSchema };
	/** Where a parameter of its own takes a field, it is the parameter that is named. */
	const named = (field: string) => [`${field}: `, `'${field.replace(/([A-Z])/g, ' $1')}'`.toLowerCase()];

	for (const damage of damages)
		it(`a field that ${damage} is named by the nodes that take the whole of it`, async () => {
			const silent: string[] = [];
			for (const node of report.nodes.filter(isOurs)) {
				if (!['make', 'listDifferences'].includes(String(node.parameters.operation))) continue;
				for (const { item, field } of fieldsOf(shape, itemsOf('report', { name: 'Read request' }))) {
					const request = damaged(item, field, damage);
					const said = await given(node, [[{}]], { 'Read request': request });
					const path = field.path.join('.');
					if (!said.some((text) => named(path).some((each) => text.toLowerCase().includes(each.toLowerCase()))))
						silent.push(`${node.name}: ${path}`);
				}
			}
			assert.deepEqual(silent, []);
		});
});

const inGroups = <T>(all: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

describe('the records that a report is made of', () => {
	before(ran);
	const schemas: Record<string, ZodTypeAny> = {
		system: model.sapSystemSchema,
		check: model.findingSchema,
		access: model.findingSchema,
		orders: model.purchaseOrderSchema,
		requisitions: model.purchaseRequisitionSchema,
		suppliers: model.supplierSchema,
		costs: model.projectCostSchema,
		plan: model.plannedCostSchema,
		budgets: budgetRowSchema,
	};
	/** As many as a report names of a kind. */
	const atOnce = (read: string) => (read === 'system' ? 1 : 3);

	it('are of every kind in one of them', () => {
		const read = runs.report.flatMap((run) => ['Read SAP', 'Read Procore'].flatMap((name) => run.items(name)));
		for (const [kind, schema] of Object.entries(schemas)) {
			const records = read.filter((item) => item.read === kind).map(({ record }) => record as IDataObject);
			assert.notEqual(fieldsOf({ schema }, records).length, 0, `nothing of ${kind} is damaged`);
		}
	});

	for (const [position, name] of ['reconciliation', 'readiness', 'exceptions'].entries())
		for (const damage of damages)
			it(`${name}: a field that ${damage} is named`, async () => {
				const run = runs.report[position];
				const make = report.nodes.find((node) => node.name === 'Make report');
				const [request] = run?.items('Read request') ?? [];
				assert.ok(run && make && request);
				const silent: string[] = [];
				const sources = ['Read SAP', 'Read lines that differ', 'Read Procore'];
				for (const [input, source] of sources.entries())
					for (const [read, schema] of Object.entries(schemas)) {
						const records = run.items(source).filter((item) => item.read === read);
						const fields = fieldsOf(
							{ schema },
							records.map(({ record }) => record as IDataObject),
						);
						for (const some of inGroups(fields, atOnce(read))) {
							const broken = some.map(({ item, field }) => ({ read, record: damaged(item, field, damage) }));
							const system = run.items('Read SAP').filter((item) => item.read === 'system' && read !== 'system');
							const inputs: IDataObject[][] = [system, [], []];
							inputs[input] = [...(inputs[input] ?? []), ...broken];
							const said = await given(
								make,
								inputs.map((items) => (items.length > 0 ? items : [{}])),
								{
									// By mail the page is in the item.
									'Read request': { ...request, asked: false },
								},
							);
							for (const { field } of some) {
								const path = field.path.join('.');
								if (!said.some((text) => text.includes(`${path}: `))) silent.push(`${read} ${path}`);
							}
						}
					}
				assert.deepEqual(silent, []);
			});
});

describe('the alert, which nodes of n8n make mails and chat messages of', () => {
	before(ran);
	const alert = fileOf('sap-procore-alert');
	const describes = alert.nodes.find(isOurs);
	/** Fields of the item before them that nodes read by expressions. */
	const readBy = (nodes: INode[]) => [
		...new Set(
			nodes.flatMap(({ parameters }) =>
				[...JSON.stringify(parameters).matchAll(/\$json\.(\w+)/g)].map(([, field]) => String(field)),
			),
		),
	];
	/** Nodes that get what a node has put out: a condition hands its item on. */
	const behind = ({ connections, nodes }: WorkflowFile, name: string, output?: number): INode[] =>
		(connections[name]?.main ?? [])
			.filter((_, at) => output === undefined || at === output)
			.flatMap((wires) => wires ?? [])
			.flatMap(({ node }) => {
				const found = nodes.filter((each) => each.name === node);
				return found[0]?.type === 'n8n-nodes-base.if'
					? [...found, ...behind({ nodes, connections } as WorkflowFile, node)]
					: found;
			});
	const isText = (item: IDataObject, field: string) => typeof item[field] === 'string' && item[field] !== '';

	/** What n8n hands to the error workflow of a run that says that it had trouble. */
	let handed: IDataObject;
	let finished: IDataObject;
	before(async () => {
		const world = new SyncWorld({ dataset: copyOf('tiny') });
		world.engine.simulators.sap.simulator.change({ do: 'set-service', service: 'API_PURCHASEORDER_2', active: false });
		const run = await world.run({ parameters: { Start: { lanes: always } } });
		finished = run.items('Finish', 2)[0] ?? {};
		const { title: message, text: description, severity } = finished;
		const error = { message, description, type: `sap_procore_${String(severity)}` };
		handed = {
			workflow: { id: sync.id ?? 'sync', name: 'Sync' },
			execution: { id: '7', url: 'http://n8n.test/7', mode: 'trigger', lastNodeExecuted: 'Trouble', error },
		} as IDataObject;
	});
	const described = async (item: IDataObject): Promise<IDataObject[]> => {
		assert.ok(describes);
		const out = await given(describes, [[item]], {});
		return out.map((text) => JSON.parse(text) as IDataObject);
	};

	it('has what the nodes behind it read, of a run that had trouble', async () => {
		const stops = behind(sync, 'Finish', 2);
		const taken = readBy(stops);
		assert.deepEqual([...taken].sort(), ['severity', 'text', 'title']);
		for (const field of taken) assert.ok(isText(finished, field), `Finish has no ${field}`);
		const [message = {}, ...more] = await described(handed);
		assert.deepEqual(more, []);
		const read = readBy(behind(alert, describes?.name ?? ''));
		assert.deepEqual([...read].sort(), ['chat', 'html', 'severity', 'text', 'title']);
		for (const field of read) assert.ok(isText(message, field), `Describe failure has no ${field}`);
		assert.equal(message.severity, finished.severity);
		for (const field of ['text', 'html', 'chat'])
			assert.match(String(message[field]), /API_PURCHASEORDER_2 is not activated/, field);
	});

	it('has all of them, whatever n8n leaves out or writes otherwise', async () => {
		const read = readBy(behind(alert, describes?.name ?? ''));
		const execution = handed.execution as IDataObject;
		const error = execution.error as IDataObject;
		const values = [undefined, null, 7, '', [], {}];
		const changed = values.flatMap(
			(value): IDataObject[] =>
				[
					...Object.keys(error).map((name) => ({
						...handed,
						execution: { ...execution, error: { ...error, [name]: value } },
					})),
					...Object.keys(execution).map((name) => ({ ...handed, execution: { ...execution, [name]: value } })),
					...Object.keys(handed).map((name) => ({ ...handed, [name]: value })),
					{ trigger: { error: value }, workflow: handed.workflow },
				] as IDataObject[],
		);
		for (const item of changed) {
			const [message = {}] = await described(item);
			const missing = read.filter((field) => !isText(message, field));
			assert.deepEqual(missing, [], `${JSON.stringify(item)} → ${JSON.stringify(message)}`);
		}
	});
});
