import * as fc from 'fast-check';
import type { FaultInput } from '../../simulators/core/faults.ts';
import type { SimVendor } from '../../simulators/procore/index.ts';
import { supplier } from '../support/examples.ts';
import { jsonOf, World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
	world = await World.start({ procoreEmpty: true });
});
afterAll(async () => await world.close());

const names = [
	'Acme',
	'ACME, Inc.',
	'Beta Co',
	'Gamma',
	'Delta GmbH',
	'Epsilon',
	'Zeta & Sons',
	"O'Neil",
	'Ümlaut',
	'Theta',
];
const name = fc.constantFrom(...names);

const aSupplier = fc.record({
	supplier: fc.integer({ min: 1, max: 40 }).map(String),
	name,
	region: fc.constantFrom('TX', '', '07'),
	terms: fc.constantFrom('', 'NET30', 'NET60'),
	blocked: fc.boolean(),
});
const aVendor = fc.record({
	name,
	is_active: fc.boolean(),
	notes: fc.constantFrom(null, 'by hand', 'one\nSAP payment terms: OLD'),
	origin_id: fc.constantFrom(null, null, 'other-erp:7', 'sap:S4P:supplier:3'),
});
/** One fault a place in the sequence of sync calls; a refused quota opens again at once. */
const aFault = fc.record({
	nth: fc.integer({ min: 1, max: 5 }),
	times: fc.integer({ min: 1, max: 6 }),
	fault: fc.constantFrom<FaultInput>(
		{ kind: 'drop-before' },
		{ kind: 'drop-after' },
		{ kind: 'truncate' },
		{ kind: 'status', status: 500 },
		{ kind: 'status', status: 502, processed: true },
		{ kind: 'status', status: 429, headers: { 'retry-after': '0' } },
	),
});
const aCase = fc.record({
	suppliers: fc.uniqueArray(aSupplier, { selector: (one) => one.supplier, minLength: 1, maxLength: 20 }),
	vendors: fc.array(aVendor, { maxLength: 8 }),
	faults: fc.array(aFault, { maxLength: 3 }),
	batchSize: fc.integer({ min: 1, max: 20 }),
});

type Case = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

function start({ suppliers, vendors, faults }: Case) {
	const taken = new Set<string>();
	const held: SimVendor[] = vendors.map((vendor, index) => {
		const origin_id = vendor.origin_id === null || taken.has(vendor.origin_id) ? null : vendor.origin_id;
		if (origin_id !== null) taken.add(origin_id);
		return { id: 100 + index, ...vendor, origin_id };
	});
	world.simulators.procore.simulator.reset({ vendors: held });
	world.simulators.procore.faults.remove();
	world.forgetCalls();
	for (const { nth, times, fault } of faults)
		world.fault('procore', { ...fault, nth, times, method: 'PATCH', path: '/vendors/sync' });
	return {
		before: world.vendors(),
		suppliers: suppliers.map(({ region, terms, blocked, ...fields }) =>
			supplier({
				...fields,
				address: { street: '', city: 'Austin', postalCode: '', region, country: 'US' },
				paymentTerms: terms === '' ? [] : [{ companyCode: '1010', terms }],
				blocked: { posting: blocked, purchasing: false, deletion: false },
			}),
		),
	};
}

async function decide(suppliers: object[]) {
	const read = {
		resource: 'vendor',
		operation: 'getAll',
		returnAll: true,
		simplify: false,
		filters: { status: 'All' },
	};
	const vendors = jsonOf((await world.procore(read)).outputs[0]);
	return await world.desiredVendors(suppliers, vendors);
}
const writes = () => world.calls('procore').filter(({ method }) => method !== 'GET').length;

/** One run: read, decide, write; tells the items that did not go through and the writing calls. Every desired vendor has to come out exactly once. */
async function run(suppliers: object[], batchSize: number) {
	const desired = await decide(suppliers);
	const before = writes();
	const { outputs } = await world.upsert(desired, { options: { batchSize } });
	const ends = outputs.flat().map(({ json, pairedItem }) => ({
		pairedItem,
		status: (json.details as { status?: string } | undefined)?.status ?? json.status,
	}));
	expect(ends.map(({ pairedItem }) => (pairedItem as { item: number }).item).sort((a, b) => a - b)).toEqual(
		desired.map((_, index) => index),
	);
	const open = ends.filter(({ status }) => status !== 'synced' && status !== 'unchanged').length;
	return { open, written: writes() - before };
}

it('under any faults: one vendor an origin ID, every expected vendor there, then silence', async () => {
	await fc.assert(
		fc.asyncProperty(aCase, async (given) => {
			const { before, suppliers } = start(given);
			const expected = (await decide(suppliers)).map(({ originId }) => String(originId));
			let last = { open: Infinity, written: Infinity };
			for (let round = 0; round < 8 && last.open + last.written > 0; round++)
				last = await run(suppliers, given.batchSize);
			expect(last).toEqual({ open: 0, written: 0 });
			const origins = world.vendors().flatMap(({ origin_id }) => origin_id ?? []);
			expect(new Set(origins).size).toBe(origins.length);
			expect(origins).toEqual(expect.arrayContaining(expected));
			const foreign = (vendors: SimVendor[]) => vendors.filter(({ origin_id }) => origin_id?.startsWith('other-erp:'));
			expect(foreign(world.vendors())).toEqual(foreign(before));
			for (const { id, notes } of before) {
				const kept = (text: string | null | undefined) =>
					(text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('SAP payment terms:'));
				expect(kept(world.vendor(id)?.notes)).toEqual(kept(notes));
			}
			expect(await run(suppliers, given.batchSize)).toEqual({ open: 0, written: 0 });
		}),
		{ numRuns: 60 },
	);
});
