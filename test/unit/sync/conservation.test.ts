import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { entities, type Entity } from '../../../nodes/shared/entities';
import { failedItem } from '../../../nodes/shared/items';
import { outcome, statuses, type Outcome } from '../../../nodes/shared/model';
import { conserve } from '../../../nodes/SapToProcore/sync/conservation';
import { readOutcome } from '../../../nodes/SapToProcore/sync/readOutcome';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { recordInput, run } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const made = (sapKey: string, fields: Partial<Outcome> = {}, entity: Entity = 'purchase_order') =>
	outcome({ entity, sapKey, action: 'update', status: 'synced', ...fields });
const failedLane = made('', { status: 'failed', reason: 'system_unavailable', message: 'SAP could not be reached' });
const keysOf = (outcomes: Outcome[]) => outcomes.map(({ sapKey, status }) => `${sapKey} ${status}`);

describe('what SAP gave', () => {
	it('leaves the lane as it is, where every document has an outcome', () => {
		const outcomes = [made('1'), made('2', { status: 'held', reason: 'vendor_taken' })];
		expect(conserve('purchase_order', outcomes, ['1', '2'])).toEqual({ outcomes, unaccounted: 0 });
	});

	it('and a step left out is on record as left out, with the words of its lane', () => {
		expect(conserve('requisition', [], ['7']).outcomes).toEqual([
			outcome({
				...{ entity: 'requisition', sapKey: '7', action: 'none', status: 'ignored' },
				...{ reason: 'left_out_by_workflow' },
				message: 'A step of the workflow left out purchase requisition 7.',
			}),
		]);
		const { outcomes, unaccounted } = conserve('purchase_order', [made('1')], ['1', '2', '3']);
		expect([keysOf(outcomes), unaccounted]).toEqual([['1 synced', '2 ignored', '3 ignored'], 0]);
	});

	it('and a step left out whole: each is on record, and the watermark moves', () => {
		const conserved = conserve('purchase_order', [], ['1', '2']);
		const { audit, lane } = record(recordInput({ entity: 'purchase_order', ...conserved, fetched: ['1', '2'] }));
		expect(audit.map(({ sap_key, reason }) => [sap_key, reason])).toEqual([
			['1', 'left_out_by_workflow'],
			['2', 'left_out_by_workflow'],
		]);
		expect([lane.watermark, lane.total?.counts]).toEqual([lane.window.to, { ignored: 2 }]);
	});

	it('and a step doubled counts once', () => {
		const twice = made('1', { projectId: '2', originId: 'sap:S4P:po:1:2' });
		const again = { ...twice, at: '2026-10-01T06:00:01.000Z', procoreId: '7' };
		expect(conserve('purchase_order', [twice, again], ['1']).outcomes).toEqual([twice]);
		expect(conserve('purchase_order', [], ['1', '1']).outcomes).toHaveLength(1);
	});

	it('keeps the outcomes of one document in several projects, and its several troubles in one', () => {
		const outcomes = [
			made('1', { projectId: '2' }),
			made('1', { projectId: '3' }),
			made('1', { projectId: '3', status: 'held', reason: 'currency_mismatch' }),
			made('1', { projectId: '3', status: 'held', reason: 'currency_mismatch', message: 'Another line' }),
		];
		expect(conserve('purchase_order', outcomes, ['1']).outcomes).toEqual(outcomes);
	});

	it('and a step gave another key counts as left out, beside what came of the other key', () => {
		const { outcomes, unaccounted } = conserve('purchase_order', [made('PO-1')], ['1']);
		expect([keysOf(outcomes), unaccounted]).toEqual([['PO-1 synced', '1 ignored'], 0]);
	});

	it('cannot be told apart when a document has lost its key: all without outcome are unaccounted for', () => {
		const item: INodeExecutionData = failedItem(
			new Error('The item is not a purchase order'),
			outcome({ entity: 'purchase_order', sapKey: '', action: 'none', status: 'failed', reason: 'invalid_item' }),
			0,
		);
		const outcomes = [made('1'), readOutcome(item, 'purchase_order', now)];
		expect(conserve('purchase_order', outcomes, ['1', '2', '3'])).toEqual({ outcomes, unaccounted: 2 });
	});

	it('is unaccounted for where the lane failed as a whole, and the watermark stays', () => {
		const conserved = conserve('purchase_order', [made('1'), failedLane], ['1', '2', '3']);
		expect(conserved).toEqual({ outcomes: [made('1'), failedLane], unaccounted: 2 });
		const { lane, audit } = record(recordInput({ entity: 'purchase_order', ...conserved, fetched: ['1', '2', '3'] }));
		expect([lane.watermark, audit.map(({ sap_key }) => sap_key)]).toEqual(['2026-09-30T00:00:00.000Z', ['1', '']]);
		expect(lane.total?.trouble).toContain('Documents without outcome: 2 of 3');
	});

	it('is accounted for, although the lane failed as a whole, where each document has its outcome', () => {
		expect(conserve('purchase_order', [made('1'), failedLane], ['1']).unaccounted).toBe(0);
	});

	it('is accounted for by outcomes about several documents, which name those they cover', () => {
		const code = made('01-100', { covers: ['400000', '400010'] }, 'cost_code');
		const { outcomes } = conserve('cost_code', [code], ['400000', '400010', '400020']);
		expect(keysOf(outcomes)).toEqual(['01-100 synced', '400020 ignored']);
		expect(outcomes[1]?.message).toBe('A step of the workflow left out G/L account 400020.');
	});

	it('is accounted for by each of several outcomes that say the same of different documents', () => {
		const ignored = (...covers: string[]) => made('01-100', { status: 'ignored', covers }, 'cost_code');
		const both = [ignored('400000'), ignored('400010')];
		expect(conserve('cost_code', [...both, ...both], ['400000', '400010'])).toEqual({ outcomes: both, unaccounted: 0 });
	});

	it('is accounted for by each of the projects in which an amount is covered', () => {
		const covers = ['1010|630000||||0L|USD||'];
		const outcomes = ['1', '2'].map((projectId) => made('01-100|S', { projectId, covers }, 'actual_cost'));
		expect(conserve('actual_cost', outcomes, covers)).toEqual({ outcomes, unaccounted: 0 });
	});

	it('is nothing where nothing was read', () => {
		expect(conserve('purchase_order', [], [])).toEqual({ outcomes: [], unaccounted: 0 });
	});

	it('has one outcome or more, or is counted, whatever a workflow does with it', () => {
		const key = fc.constantFrom('1', '2', '3', '4', '5', 'PO-1', '');
		const some = fc.record({
			sapKey: key,
			status: fc.constantFrom(...statuses),
			covers: fc.option(fc.uniqueArray(key, { maxLength: 3 }), { nil: undefined }),
		});
		fc.assert(
			fc.property(fc.array(some), fc.array(fc.constantFrom('1', '2', '3', '4', '5')), (given, fetched) => {
				const before = given.map(({ sapKey, status, covers }) => made(sapKey, { status, ...(covers && { covers }) }));
				const { outcomes, unaccounted } = conserve('purchase_order', before, fetched);
				const accounted = new Set(outcomes.flatMap(({ sapKey, covers }) => [sapKey, ...(covers ?? [])]));
				const missing = [...new Set(fetched)].filter((each) => !accounted.has(each));
				expect(missing).toHaveLength(unaccounted);
				for (const { sapKey, status } of before)
					expect(outcomes.some((each) => each.sapKey === sapKey && each.status === status)).toBe(true);
				const { lane } = record(recordInput({ run: run(), entity: 'purchase_order', outcomes, unaccounted, fetched }));
				if (unaccounted > 0) expect(lane.watermark).toBe('2026-09-30T00:00:00.000Z');
				expect(conserve('purchase_order', outcomes, fetched)).toEqual({ outcomes, unaccounted });
			}),
		);
	});
});

describe('what the reading node failed on', () => {
	/** What Outcome > Record makes of both of its inputs. */
	const conserved = (outcomes: INodeExecutionData[], failures: INodeExecutionData[], fetched: string[] = []) =>
		conserve(
			'purchase_order',
			[...outcomes, ...failures].map((item) => readOutcome(item, 'purchase_order', now)),
			fetched,
		);
	const down = failedItem(
		new Error('SAP could not be reached'),
		{ reason: 'system_unavailable', advice: 'Try again.', entity: 'purchase_order' },
		0,
	);

	it('counts also where a step left it out, so that it is seen only on the way past the lane', () => {
		expect(conserved([], [down]).outcomes).toMatchObject([
			{
				...{ sapKey: '', status: 'failed', reason: 'system_unavailable', message: 'SAP could not be reached' },
				detail: { advice: 'Try again.' },
			},
		]);
		expect(conserved([], [down], ['1'])).toMatchObject({ unaccounted: 1 });
	});

	it('counts once where it came both ways', () => {
		expect(conserved([down], [down]).outcomes).toHaveLength(1);
	});

	it('of a single document counts once, by its key, and leaves the lane alone', () => {
		const unreadable = failedItem(
			new Error('The field NetAmount cannot be read'),
			made('45', { status: 'failed', reason: 'unreadable_document', message: 'The field NetAmount cannot be read' }),
			0,
		);
		for (const outcomes of [[], [unreadable]]) {
			const { outcomes: found, unaccounted } = conserved(outcomes, [unreadable], ['45', '46']);
			expect([keysOf(found), unaccounted]).toEqual([['45 failed', '46 ignored'], 0]);
		}
	});
});

describe('an item of a lane', () => {
	const read = (json: object, entity: Entity = 'purchase_order') =>
		readOutcome({ json: json as INodeExecutionData['json'] }, entity, now);

	it('is the outcome that it carries, of its lane, as of now where it does not say when', () => {
		const at = '2026-10-01T05:00:00.000Z';
		expect(read(made('45', { at }))).toEqual(made('45', { at }));
		expect(read(made('45', {}, 'supplier'))).toEqual(made('45', { at: now }));
	});

	it('is the outcome in the details of a failure', () => {
		const given = made('45', { status: 'failed', reason: 'procore_rejected', message: 'No' });
		expect(read({ error: 'No', details: given })).toEqual({ ...given, at: now });
	});

	it.each<[string, object, object]>([
		[
			'a node that stopped, with its reason',
			{ error: 'No', details: { reason: 'no_answer' } },
			{ reason: 'no_answer' },
		],
		['a node that stopped for an unknown reason', { error: 'Boom' }, { reason: 'unexpected_error', message: 'Boom' }],
		['a node that stopped without a word', { error: '' }, { message: 'A node of the lane stopped without a message.' }],
		['a document that nobody mapped', { purchaseOrder: '45', items: [] }, { reason: 'invalid_item' }],
		['an outcome that a step has broken', { ...made('45'), status: 'done' }, { reason: 'invalid_item' }],
	])('stands for the lane as a whole: %s', (_, json, expected) => {
		expect(read(json)).toMatchObject({ entity: 'purchase_order', sapKey: '', status: 'failed', at: now, ...expected });
	});

	it('stands for the lane as a whole where n8n says itself that a node failed', () => {
		const error = Object.assign(new Error('Boom'), { name: 'NodeOperationError' });
		const item = { json: made('45') as unknown as INodeExecutionData['json'], error } as unknown as INodeExecutionData;
		expect(readOutcome(item, 'purchase_order', now)).toMatchObject({ sapKey: '', status: 'failed', message: 'Boom' });
	});

	it('that is no outcome is told by the first fields that it has', () => {
		expect(read({ purchaseOrder: '45', items: [] }).message).toContain('it has the fields purchaseOrder, items. Is');
		expect(read({ a: 1, b: 2, c: 3, d: 4, e: 5 }).message).toContain('it has the fields a, b, c, d. Is');
	});

	it('that was one names its document and the field that is wrong', () => {
		const broken = read({ ...made('45'), status: 'done' });
		expect(broken.message).toMatch(/, and of 45 .*status/);
		expect(read({ ...made('45'), sapKey: null }).message).toContain(', and of no document ');
	});

	it.each(entities)('of the lane %s belongs to it', (entity) => {
		expect(read(made('45'), entity).entity).toBe(entity);
	});
});
