import { customer, tablesWith } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { openPage, sendForm, textOf, tokenIn } from '../support/pages.ts';

const holder = 'execution 8 since 2026-10-01T05:50:00.000Z';
const inAMoment = () => new Date(Date.now() + 120_000).toISOString();

/** A run is under way. */
async function running(): Promise<MemoryTables> {
	const tables = await tablesWith({
		state: [{ entity: 'lease', holder, lease_until: inAMoment(), sync_workflow: 'sync1' }],
	});
	const begun = new Date(Date.now() + 1000).toISOString();
	tables.addRows('sap_procore_runs', [
		{
			...{ customer, run_id: '20261001T055000Z-8', mode: 'delta', started_at: begun, status: 'running' },
			...{ progress: 'Purchase orders: 20 of 200', heartbeat_at: begun, procore_calls: 12 },
		},
	]);
	return tables;
}

const proposal = async (tables: MemoryTables) => await openPage(tables, { page: 'status', do: 'stop' });
const stop = async (tables: MemoryTables, html: string) => {
	const { location } = await sendForm(tables, { token: tokenIn(html), name: 'Ann' }, { query: { page: 'status' } });
	return textOf(await openPage(tables, Object.fromEntries(location)));
};
const leaseIn = (tables: MemoryTables) => tables.rows('sap_procore_state').find(({ entity }) => entity === 'lease');

describe('The page Status', () => {
	it('says how far a run is, with the way to its execution', async () => {
		const html = await openPage(await running(), { page: 'status' });
		expect(textOf(html)).toContain('Purchase orders: 20 of 200');
		expect(textOf(html)).toContain('12 requests to Procore');
		expect(html).toContain('/workflow/sync1/executions/8"');
		// A page that reloads itself takes a screen reader back to its beginning: people look again when they like.
		expect(html).not.toContain('http-equiv="refresh"');
	});

	it('stops a run once that is confirmed: it has no lease any more, and no other run begins before it has noticed', async () => {
		const tables = await running();
		const until = leaseIn(tables)?.lease_until;
		const html = await proposal(tables);
		expect(textOf(html)).toContain('nothing is lost: the next run goes on from there');
		expect(leaseIn(tables)).toMatchObject({ holder });
		expect(await stop(tables, html)).toContain('Within a minute it stops writing.');
		expect(leaseIn(tables)).toMatchObject({ holder: expect.stringMatching(/^Stopped by Ann/), lease_until: until });
		// The next run closes it, and by that knows that there was one.
		const row = tables.rows('sap_procore_runs').at(-1);
		expect(row).toMatchObject({ status: 'running', message: expect.stringMatching(/^Stopped by Ann \(pages\)/) });
		const after = await openPage(tables, { page: 'status' });
		expect(after).not.toContain('value="stop"');
		expect(textOf(after)).toContain('Stopped by Ann (pages)');
	});

	it('stops no other run than the one that was shown', async () => {
		const tables = await running();
		const html = await proposal(tables);
		tables.edit('sap_procore_state', ({ entity }) => entity === 'lease', { holder: 'execution 9 since then' });
		expect(await stop(tables, html)).toContain('Nothing was stopped');
		expect(leaseIn(tables)).toMatchObject({ holder: 'execution 9 since then' });
		expect(tables.rows('sap_procore_runs').at(-1)?.message).toBeFalsy();
	});

	it('has nothing to stop where none is under way', async () => {
		const html = await proposal(await tablesWith());
		expect(textOf(html)).toContain('No run is under way.');
		expect(tokenIn(html)).toBe('');
	});
});
