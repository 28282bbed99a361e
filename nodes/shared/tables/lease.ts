import { sleep } from 'n8n-workflow';
import { definitions } from './definitions';
import type { Cells, TableStore, Where } from './store';

/** `entity` of the row of the table state that keeps two runs of one customer apart. */
export const leaseEntity = 'lease';

/** How long a lease is held after it was last confirmed, milliseconds. */
export const leaseTime = 180_000;

/** `lease_until` of a lease that nobody holds. Never empty: n8n compares an empty cell with nothing. */
const released = '1970-01-01T00:00:00.000Z';

const { state } = definitions;

const ofCustomer = (customer: string): Where => [
	{ column: 'customer', value: customer },
	{ column: 'entity', value: leaseEntity },
];
const heldBy = (customer: string, holder: string): Where => [
	...ofCustomer(customer),
	{ column: 'holder', value: holder },
];

const text = (cell: unknown) => String(cell ?? '').trim();
const isLease = (row: Cells) => row.entity === leaseEntity;
const isHeld = (row: Cells, now: string) => Date.parse(text(row.lease_until)) > Date.parse(now);
const endOf = (now: string) => new Date(Date.parse(now) + leaseTime).toISOString();

export interface LeaseRequest {
	customer: string;
	/** Says which execution it is, for people, too: `execution 231 since 2026-10-01T06:00:00.000Z`. */
	holder: string;
	/** By n8n's clock, ISO 8601 in UTC with milliseconds. */
	now: string;
	/** Takes the lease also while another run holds it; that run writes nothing more. */
	takeOver: boolean;
	/** Takes the lease from this holder, which has kept it for this run. */
	from?: string;
	/** Workflow ID of the sync, kept in the row for the report workflow; left out: as it is. */
	syncWorkflow?: string;
}

export type LeaseAnswer =
	| {
			taken: true;
			/** Whoever had it before gave it back, so no run has broken off. */
			givenBack: boolean;
			/** Rows of the table state of this customer, as they are with the lease taken. */
			state: Cells[];
	  }
	| { taken: false; heldBy: { holder: string; until: string } };

/**
 * Takes the lease of a customer, if it is free.
 *
 * A Data Table has no lock and no unique index, but an update with a condition is one statement: of two runs that take a
 * free row at once, one finds it taken. Two first runs at once may add a row each, and take one each: then whoever sees the
 * other deletes its own, and tries again after a time of its own. Whoever takes both keeps one of them.
 *
 * @throws NodeOperationError when the table cannot be used
 */
export async function takeLease(store: TableStore, request: LeaseRequest): Promise<LeaseAnswer> {
	const began = Date.now();
	for (let left = 8; ; left -= 1) {
		const now = new Date(Date.parse(request.now) + Date.now() - began).toISOString();
		const { state: rows, mine, others, givenBack } = await claim(store, { ...request, now });
		const [other] = others;
		if (mine.length > 0 && !other) {
			await deleteRows(store, mine.slice(1));
			return { taken: true, givenBack, state: rows };
		}
		// Let go of, its row would be free: this run would take it again and again while the other one works.
		await deleteRows(store, mine);
		// Held by another alone, or by nobody: taken and let go, or the row was deleted, in between.
		if (left === 0 || (other && mine.length === 0))
			return { taken: false, heldBy: { holder: text(other?.holder), until: text(other?.lease_until) } };
		await sleep(20 + Math.random() * 500);
	}
}

async function deleteRows(store: TableStore, rows: readonly Cells[]): Promise<void> {
	for (const { id } of rows) if (id !== undefined) await store.delete(state, [{ column: 'id', value: id }]);
}

interface Claim {
	state: Cells[];
	mine: Cells[];
	others: Cells[];
	givenBack: boolean;
}

/** Writes the holder into every free row; who holds the rows afterwards, oldest first. */
async function claim(store: TableStore, request: LeaseRequest): Promise<Claim> {
	const { customer, now, holder } = request;
	let givenBack = await takeFree(store, request);
	let rows = await store.read(state, [{ column: 'customer', value: customer }]);
	if (!rows.some(isLease)) {
		await store.insert(state, [{ customer, entity: leaseEntity, holder: '', lease_until: released }]);
		await takeFree(store, request);
		givenBack = false;
		rows = await store.read(state, [{ column: 'customer', value: customer }]);
	}
	const held = rows.filter((row) => isLease(row) && isHeld(row, now));
	return {
		state: rows,
		mine: held.filter((row) => text(row.holder) === holder),
		others: held.filter((row) => text(row.holder) !== holder),
		givenBack,
	};
}

/** Writes the holder into rows that are free; true when that was because they had been given back. */
async function takeFree(store: TableStore, request: LeaseRequest): Promise<boolean> {
	const { customer, holder, now, takeOver, from, syncWorkflow } = request;
	const cells = {
		holder,
		lease_until: endOf(now),
		...(syncWorkflow === undefined ? {} : { sync_workflow: syncWorkflow }),
	};
	const lease = ofCustomer(customer);
	if (takeOver) await store.update(state, lease, cells);
	else if (from !== undefined) await store.update(state, heldBy(customer, from), cells);
	else {
		const givenBack = await store.update(state, [...lease, { column: 'lease_until', value: released }], cells);
		if (givenBack.length > 0) return true;
	}
	if (!takeOver) await store.update(state, [...lease, { column: 'lease_until', is: 'lte', value: now }], cells);
	return false;
}

/** Lets the next run in at once. Does nothing when the holder does not hold the lease any more. */
export async function releaseLease(store: TableStore, customer: string, holder: string): Promise<void> {
	await store.update(state, heldBy(customer, holder), { holder: '', lease_until: released });
}

/** Lets go of a lease without giving it back: whoever takes it next looks, as this run did, who had it before. */
export async function dropLease(store: TableStore, customer: string, holder: string, now: string): Promise<void> {
	await store.update(state, heldBy(customer, holder), { holder: '', lease_until: now });
}

/**
 * Takes the lease away from a run, which notices within a minute and writes nothing more. It counts on until it would have
 * ended anyway, so that nobody begins before the run has noticed.
 * @param by who has taken it, for people and for whoever finds the lease held
 * @returns false when the run does not hold it any more
 */
export async function withdrawLease(store: TableStore, customer: string, holder: string, by: string): Promise<boolean> {
	const rows = await store.update(state, heldBy(customer, holder), { holder: by });
	return rows.some((row) => row.holder === by);
}

/** Holds the lease for another while; false when the holder does not hold it any more. */
export async function renewLease(store: TableStore, customer: string, holder: string, now: string): Promise<boolean> {
	const until = endOf(now);
	const rows = await store.update(state, heldBy(customer, holder), { lease_until: until });
	// n8n may answer rows that another execution has changed in between.
	return rows.some((row) => row.holder === holder && row.lease_until === until);
}
