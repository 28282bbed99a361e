import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Explanation } from '../../nodes/shared/model/index.ts';
import type * as Reasons from '../../nodes/shared/reasons/index.ts';
import type { Row } from '../../tools/n8n/tables.ts';
import { World } from './support/scenarioWorld.ts';
import { smallWorkflow } from './support/smallWorkflow.ts';
import { packageDir, sourceOf } from './support/sources.ts';

const { reasonFor } = sourceOf('nodes/shared/reasons/index.ts') as typeof Reasons;

const explaining = smallWorkflow(
	[
		{ name: 'Run now', type: 'n8n-nodes-base.manualTrigger' },
		{
			name: 'Explain',
			type: 'sapToProcore',
			parameters: { resource: 'document', operation: 'explain', customer: 'main', simplify: false },
		},
	],
	[['Run now', 'Explain']],
);

/** The rows of the run that say what became of a document. */
interface Recorded {
	entity: string;
	key: string;
	rows: Row[];
}

const isException = ({ status }: Row) => ['waiting', 'held', 'failed'].includes(String(status));

interface Schema {
	properties?: Record<string, Schema>;
	items?: Schema;
}

const schema = JSON.parse(
	readFileSync(join(packageDir, 'nodes/SapToProcore/__schema__/v1.0.0/document/explain.json'), 'utf8'),
) as Schema;

/** Names of the fields at every depth, of a schema and of a value; of lists those of their first element. */
function fieldsOf({ items, properties }: Schema): unknown {
	if (items) return items.properties ? [fieldsOf(items)] : [];
	if (!properties) return '';
	return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, fieldsOf(inner)]));
}

function namesIn(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, 1).map(namesIn);
	if (typeof value !== 'object' || value === null) return '';
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, namesIn(inner)]));
}

describe('tour: every supplier, order and requisition is explained as it is on record', () => {
	let world: World;
	let documents: Recorded[];
	const asked = new Map<string, { explanation: Explanation; operations: number }>();

	const explain = async (search: string) => {
		world.engine.workflow = explaining;
		const run = await world.engine.run({ trigger: 'Run now', parameters: { Explain: { search } } });
		const [explanation] = run.items('Explain') as unknown as Explanation[];
		assert.ok(explanation, run.error?.message);
		return { explanation, operations: run.tableOperations };
	};
	const subjectOf = ({ entity, key }: Recorded) => {
		const subject = asked.get(key)?.explanation.subjects.find((each) => each.entity === entity);
		assert.ok(subject, `${entity} ${key} is not explained`);
		return subject;
	};

	before(async () => {
		world = await World.start({ name: 'explain', dataset: 'tour', limits: false });
		const { status } = await world.sync({ lanes: 'project, supplier, purchase_order, requisition, actual_cost' });
		assert.equal(status, 'success');
		const audit = await world.lastAudit();
		const { suppliers, orders, requisitions } = world.simulators.dataset.sap;
		const recorded = (entity: string, key: string): Recorded => ({
			...{ entity, key },
			rows: audit.filter((row) => row.entity === entity && row.sap_key === key),
		});
		documents = [
			...suppliers.map(({ supplier }) => recorded('supplier', supplier.Supplier)),
			...orders.map(({ header }) => recorded('purchase_order', header.PurchaseOrder)),
			...requisitions.map(({ header }) => recorded('requisition', header.PurchaseRequisition)),
		];
		for (const { key } of documents) asked.set(key, await explain(key));
	});

	it('all of them have outcomes, and each outcome is in the explanation with its run and execution', () => {
		assert.ok(documents.length > 200);
		for (const each of documents) {
			assert.ok(each.rows.length > 0, `${each.entity} ${each.key} has no outcome`);
			const { outcomes } = subjectOf(each);
			for (const row of each.rows) {
				const told = outcomes.find(
					({ entity, originId, reason }) =>
						entity === each.entity && originId === row.origin_id && reason === (row.reason ?? ''),
				);
				assert.deepEqual(
					[told?.status, told?.projectId, told?.runId, told?.executionId],
					[row.status, row.project_id, row.run_id, String(row.run_id).split('-').at(-1)],
					each.key,
				);
			}
		}
	});

	it('where all went through it is in Procore; where something is held the verdict says why', () => {
		for (const each of documents) {
			const { state, verdict } = subjectOf(each);
			const through = each.rows.filter(({ status }) => status === 'synced');
			const troubles = each.rows.filter(isException);
			const wanted =
				troubles.length === 0
					? through.length > 0
						? ['in_procore']
						: ['left_out']
					: through.length > 0
						? ['partly', 'outdated']
						: [...new Set(troubles.map(({ status }) => String(status)))];
			assert.ok(wanted.includes(state), `${each.key}: ${state} instead of ${wanted.join(' or ')}`);
			assert.equal(/ is in Procore/.test(verdict), through.length > 0, verdict);
			for (const { reason } of troubles)
				assert.ok(verdict.includes(reasonFor(String(reason)).title), `${each.key}: ${verdict}`);
			for (const { procore_id: id } of through) assert.ok(verdict.includes(String(id)) || through.length > 5, verdict);
		}
	});

	it('whatever waits names who can act, and where it is a row, the row that nobody has filled', async () => {
		const codes = await world.rows('sap_procore_cost_codes');
		const decisions = await world.rows('sap_procore_vendors');
		const waiting = documents.filter(({ rows }) => rows.some(isException));
		assert.ok(waiting.length > 20);
		for (const each of waiting) {
			const { missing, name } = subjectOf(each);
			for (const row of each.rows.filter(isException)) {
				const told = missing.find(({ reason, document }) => reason === row.reason && document === name);
				assert.ok(told, `${each.key}: ${String(row.reason)} is not told`);
				assert.ok(told.who.length > 0 && told.whoText !== '' && told.advice !== '', JSON.stringify(told));
				if (row.reason === 'unmapped_cost_code') {
					const named = told.rows.map(({ id }) => codes.find((code) => String(code.id) === id));
					assert.ok(named.length > 0 && named.every((code) => code && !code.cost_code), JSON.stringify(told));
				}
				if (row.reason === 'mapping_ambiguous') assert.ok(told.rows.length >= 2, JSON.stringify(told));
				if (each.entity === 'supplier') {
					const [decision] = told.rows;
					assert.equal(decisions.find(({ id }) => String(id) === decision?.id)?.supplier, each.key);
				}
			}
		}
	});

	it('an order that waits for its supplier names it, and what keeps that one', () => {
		for (const each of documents.filter(({ rows }) => rows.some(({ reason }) => reason === 'vendor_missing'))) {
			const { missing, verdict } = subjectOf(each);
			const supplier = /Supplier (\w+)\./.exec(String(each.rows[0]?.message))?.[1] ?? '';
			assert.ok(
				missing.some(({ document }) => document === `Supplier ${supplier}`),
				JSON.stringify(missing),
			);
			assert.ok(verdict.includes(`Supplier ${supplier}`), verdict);
		}
	});

	it('the lines of a contract are those on record, each with its rule', async () => {
		const allocations = await world.rows('sap_procore_allocations');
		for (const each of documents.filter(({ entity }) => entity === 'purchase_order')) {
			const recorded = allocations.filter((row) => row.entity === each.entity && row.sap_key === each.key);
			const lines = subjectOf(each).lines.filter(({ entity }) => entity === each.entity);
			assert.deepEqual(
				lines.map(({ originId, item, assignment, amount, rule }) => [originId, item, assignment, amount, rule]).sort(),
				recorded.map((row) => [row.origin_id, row.sap_item, row.assignment, row.amount, row.rule]).sort(),
			);
			const named = subjectOf(each).rows.map(({ id, pattern }) => [id, pattern].join(' '));
			for (const { rule } of lines) {
				const [, id = '', pattern = '', cell = ''] =
					/^cost code by row (\d+): (.+); project by the row of \d+: (.+)$/.exec(rule) ?? [];
				assert.ok(named.includes(`${id} ${pattern}`) && named.includes(` ${cell}`), `${rule}: ${named.join('; ')}`);
			}
		}
	});

	it('reads little: a few conditions for a document, some more where it waits for others', () => {
		const counts = [...asked.values()].map(({ operations }) => operations);
		const through = documents.filter(({ entity, rows }) => entity !== 'requisition' && !rows.some(isException));
		console.log(`    at most ${String(Math.max(...counts))} table operations, usually ${String(counts[0])}`);
		assert.ok(Math.max(...counts) <= 25, counts.join(' '));
		for (const { key } of through) assert.ok((asked.get(key)?.operations ?? 0) <= 15, key);
	});

	it('simplified it has the fields that its schema tells the editor', async () => {
		const { order = '' } = world.simulators.dataset.orderCases.unmappedCostCode ?? {};
		world.engine.workflow = explaining;
		const parameters = { Explain: { search: order, simplify: true } };
		const [simple] = (await world.engine.run({ trigger: 'Run now', parameters })).items('Explain');
		assert.deepEqual(namesIn(simple), fieldsOf(schema));
	});

	it('writes nothing', async () => {
		const tables = () => JSON.stringify(world.engine.tables.names().map((name) => world.engine.tables.rows(name)));
		const before = tables();
		const known = world.simulators.procore.traffic.entries().length;
		await explain('4500090307');
		await explain('nobody knows this');
		assert.equal(tables(), before);
		assert.equal(world.simulators.procore.traffic.entries().length, known, 'neither system is asked');
	});

	const withSap = async (simplify: boolean) => {
		const { order = '' } = world.simulators.dataset.orderCases.unmappedCostCode ?? {};
		world.engine.workflow = smallWorkflow(
			[
				{ name: 'Run now', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Get order',
					type: 'sapS4Hana',
					parameters: {
						...{ resource: 'purchaseOrder', operation: 'get', simplify },
						purchaseOrder: { __rl: true, mode: 'id', value: order },
					},
				},
				...explaining.nodes.slice(1),
			],
			[
				['Run now', 'Get order'],
				['Run now', 'Explain'],
				['Get order', 'Explain', 1],
			],
		);
		const run = await world.engine.run({ trigger: 'Run now', parameters: { Explain: { search: order } } });
		const [explanation] = run.items('Explain') as unknown as Explanation[];
		return explanation?.subjects[0];
	};

	it('with the order as SAP has it, and what the next run decides', async () => {
		const subject = await withSap(true);
		assert.equal(subject?.sap.state, 'read');
		assert.deepEqual(
			subject?.expected.map(({ status, reason }) => [status, reason]),
			[['held', 'unmapped_cost_code']],
		);
		assert.ok(subject?.lines.some(({ basis, projectId }) => basis === 'now' && projectId === '2205'));
	});

	it('with a record of SAP that is no document: what could not be read is said', async () => {
		const subject = await withSap(false);
		assert.equal(subject?.sap.state, 'not_read');
		assert.match(subject?.sap.what ?? '', /switch on Simplify/);
	});

	it('after a run in which nothing changed, and one that reads everything again, every verdict is the same', async () => {
		const lanes = { lanes: 'project, supplier, purchase_order, requisition, actual_cost' };
		for (const mode of ['delta', 'backfill']) {
			world.later();
			assert.equal((await world.sync({ ...lanes, mode })).status, 'success');
			for (const { key, entity } of documents) {
				const now = (await explain(key)).explanation.subjects.find((each) => each.entity === entity);
				const before = subjectOf({ key, entity, rows: [] });
				assert.deepEqual([now?.state, now?.verdict], [before.state, before.verdict], `${mode}: ${key}`);
			}
		}
	});

	it('somebody fills the row that was named: after the next run the order is in Procore', async () => {
		const { order = '' } = world.simulators.dataset.orderCases.unmappedCostCode ?? {};
		const [row] = (await explain(order)).explanation.subjects[0]?.missing[0]?.rows ?? [];
		assert.ok(row);
		world.editRows('sap_procore_cost_codes', { id: Number(row.id) }, { cost_code: '03-300', cost_type: 'M' });
		world.later();
		await world.sync({ lanes: 'project, supplier, purchase_order' });
		const { explanation } = await explain(order);
		assert.match(explanation.verdict, /is in Procore/);
		assert.deepEqual(explanation.subjects[0]?.missing, []);
		assert.ok(explanation.subjects[0].lines[0]?.rule.includes(`row ${row.id}: `));
	});

	it('somebody decides on the supplier: it is in Procore, and so is the order that waited for it', async () => {
		const { supplier, vendors } = world.simulators.dataset.cases.ambiguousName ?? { supplier: '', vendors: [] };
		const held = await explain(supplier);
		const [missing] = held.explanation.subjects[0]?.missing ?? [];
		assert.deepEqual(missing?.candidates, vendors.map(String));
		const decision = { decision: 'link', procore_vendor_id: String(vendors[1]) };
		world.editRows('sap_procore_vendors', { supplier }, decision);
		world.later();
		await world.sync({ lanes: 'project, supplier, purchase_order' });
		const { order = '' } = world.simulators.dataset.orderCases.supplierHeld ?? {};
		for (const search of [supplier, order]) assert.match((await explain(search)).explanation.verdict, / is in Procore/);
	});
});
