import * as fc from 'fast-check';
import { compared, sum } from '../../../nodes/shared/decimal';
import type { DesiredContract } from '../../../nodes/shared/model';
import { run } from '../../support/examples.ts';
import { company, contract, contractOrigin, costCodes, line, upsert, voided } from './contracts';
import type { Fault, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const aLine = fc.record({
	item: fc.integer({ min: 1, max: 5 }),
	cents: fc.integer({ min: -500, max: 5000 }),
	costCode: fc.constantFrom(...costCodes),
	text: fc.constantFrom('', 'Beam', 'Slab'),
});
const anOrder = fc.record({
	order: fc.integer({ min: 1, max: 4 }),
	project: fc.integer({ min: 1, max: 2 }),
	lines: fc.uniqueArray(aLine, { selector: ({ item }) => item, maxLength: 5 }),
	void: fc.boolean(),
	vendor: fc.constantFrom('11', '12'),
	status: fc.constantFrom('Draft' as const, 'Approved' as const),
	title: fc.constantFrom('A', 'B'),
});
type Order = typeof anOrder extends fc.Arbitrary<infer T> ? T : never;

const someOrders = fc.uniqueArray(anOrder, { selector: ({ order, project }) => `${order}:${project}`, maxLength: 6 });

const aFault = fc.record({
	nth: fc.integer({ min: 1, max: 25 }),
	times: fc.integer({ min: 1, max: 5 }),
	fault: fc.constantFrom<Fault>(
		'drop-before',
		'drop-after',
		{ status: 500 },
		{ status: 502, processed: true },
		{ status: 429 },
	),
});
/** One run of the sync, and what people do after it. */
const aRound = fc.record({
	orders: someOrders,
	faults: fc.array(aFault, { maxLength: 3 }),
	/** n8n is killed: from this request on nothing arrives any more. */
	killedAt: fc.option(fc.integer({ min: 1, max: 25 }), { nil: Infinity }),
	approved: fc.boolean(),
});

function toContract({ order, project, lines, vendor, status, title, ...more }: Order): DesiredContract {
	if (more.void) return voided(order, project);
	return contract(order, project, {
		title,
		status,
		vendor: { originId: '', id: vendor },
		lines: lines.map(({ item, cents, costCode, text }) =>
			line(order, item, project, { costCode, description: text, amount: (cents / 100).toFixed(2) }),
		),
	});
}

/** Procore takes back nothing: what SAP once sent stays wanted until SAP says otherwise. */
function remember(known: Map<string, DesiredContract>, orders: Order[]): DesiredContract[] {
	for (const wanted of orders.map(toContract)) known.set(wanted.originId, wanted);
	return [...known.values()];
}

function faultsOf(faults: Array<{ nth: number; times: number; fault: Fault }>, killedAt: number): Simulated['fault'] {
	return (_request, count) => {
		if (count >= killedAt) return 'drop-before';
		return faults.find(({ nth, times }) => count >= nth && count < nth + times)?.fault;
	};
}

function approveAll(simulated: Simulated): void {
	for (const { id, status, grand_total } of simulated.contracts())
		if (status === 'Draft' && compared(grand_total, '0') !== 0)
			simulated.change({ do: 'set-contract-status', id, status: 'Approved' });
}

const overwrite = { onEditedContract: 'overwrite' };
/** A person has looked at it and asks for just these. */
const replay = { ...overwrite, run: run({ mode: 'replay' }) };

function expectHeld(simulated: Simulated, wanted: DesiredContract[]): void {
	const held = simulated.contracts();
	const origins = held.map(({ origin_id }) => origin_id);
	expect(new Set(origins).size).toBe(origins.length);
	const lineOrigins = held.flatMap(({ lines }) => lines.map(({ origin_id }) => origin_id));
	expect(new Set(lineOrigins).size).toBe(lineOrigins.length);
	for (const desired of wanted) {
		const one = held.find(({ origin_id }) => origin_id === desired.originId);
		if (!one) {
			expect(desired.void).toBe(true);
			continue;
		}
		expect(compared(one.grand_total, desired.total)).toBe(0);
		expect(one.lines.map(({ origin_id }) => origin_id).sort()).toEqual(
			desired.lines.map(({ originId }) => originId).sort(),
		);
		for (const { originId, amount, costCode, costType, description } of desired.lines) {
			const there = one.lines.find(({ origin_id }) => origin_id === originId);
			expect(compared(there?.amount ?? '', amount)).toBe(0);
			expect(there?.flat_code).toBe(`${costCode}.${costType}`);
			if (description !== '') expect(there?.description).toBe(description);
		}
		if (desired.void) expect(one.status).toBe('Draft');
		else
			expect(one).toMatchObject({ number: desired.number, title: desired.title, vendor_id: Number(desired.vendor.id) });
		if (!desired.void && desired.status === 'Approved') expect(one.status).toBe('Approved');
	}
}

it('under any faults and kills: every contract as SAP has it, none twice, then silence', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(aRound, { minLength: 1, maxLength: 4 }), async (rounds) => {
			const simulated = company();
			const known = new Map<string, DesiredContract>();
			for (const { orders, faults, killedAt, approved } of rounds) {
				simulated.fault = faultsOf(faults, killedAt);
				const wanted = remember(known, orders);
				const { outcomes } = await upsert(simulated, wanted, overwrite);
				expect(outcomes.map(({ originId }) => originId)).toEqual(wanted.map(({ originId }) => originId));
				if (approved) approveAll(simulated);
			}
			simulated.fault = () => undefined;
			const wanted = [...known.values()];
			const last = await upsert(simulated, wanted, overwrite);
			// Many contracts that lose their amount at once wait for somebody: such orders are confirmed.
			if (last.outcomes.some(({ reason }) => reason === 'many_contracts_emptied'))
				last.outcomes = (await upsert(simulated, wanted, replay)).outcomes;
			expect(last.outcomes.filter(({ status }) => !['synced', 'unchanged', 'ignored'].includes(status))).toEqual([]);
			expectHeld(simulated, wanted);
			const before = simulated.snapshot();
			const silent = await upsert(simulated, wanted);
			expect(silent.writes).toEqual([]);
			expect(silent.calls.length).toBeLessThanOrEqual(2);
			expect(simulated.snapshot()).toBe(before);
		}),
		{ numRuns: 100 },
	);
});

describe.each([
	['a new contract', false],
	['a changed contract', true],
])('killed while %s is written', (_what, exists) => {
	const orders = [1, 2, 3];
	const changed = (order: number) =>
		contract(order, 1, { lines: [line(order, 20, 1, { amount: '70.00' }), line(order, 30, 1)] });

	it.each(Array.from({ length: 16 }, (_, index) => index + 1))(
		'at request %i: the next run completes it',
		async (killedAt) => {
			for (const kill of ['drop-before', 'drop-after'] as const) {
				const simulated = company();
				if (exists)
					await upsert(
						simulated,
						orders.map((order) => contract(order, 1)),
					);
				const wanted = orders.map(changed);
				simulated.fault = (_request, count) =>
					count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined;
				await upsert(simulated, wanted);
				simulated.fault = () => undefined;
				const next = await upsert(simulated, wanted);
				expect(next.outcomes.filter(({ status }) => !['synced', 'unchanged'].includes(status))).toEqual([]);
				expectHeld(simulated, wanted);
				expect(next.calls.filter(({ status }) => status >= 400)).toEqual([]);
				expect((await upsert(simulated, wanted)).writes).toEqual([]);
			}
		},
	);
});

it('a contract whose lines were all written before the kill needs nothing but its last header', async () => {
	const simulated = company([1]);
	const wanted = [1, 2, 3].map((order) => contract(order, 1));
	simulated.fault = (_request, count) => (count > 5 ? 'drop-before' : undefined);
	await upsert(simulated, wanted);
	expect(sum(simulated.contracts().map(({ grand_total }) => grand_total))).toBe('400.0');
	simulated.fault = () => undefined;
	const next = await upsert(simulated, wanted);
	const linesOf = (order: number) => {
		const id = simulated.contracts().find(({ origin_id }) => origin_id === contractOrigin(order, 1))?.id;
		return next.calls.filter(({ path }) => path.includes(`/${id ?? 0}/line_items`)).length;
	};
	expect([1, 2, 3].map(linesOf)).toEqual([0, 0, 1]);
});
