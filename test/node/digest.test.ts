import { customer, onTables, tablesWith } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { openPage, webhook } from '../support/pages.ts';
import { jsonOf } from '../support/world.ts';

const monday = { timestamp: '2026-10-05T07:00:00.000+02:00' };
const readRequest = { resource: 'report', operation: 'readRequest', customer, digest: true };

async function requestOf(tables: MemoryTables, item: object, more: object = {}) {
	const { outputs, error } = await onTables(tables, { ...readRequest, ...more }, [[item]]);
	return { request: jsonOf(outputs[0])[0] as Record<string, unknown>, error };
}

/** What the schedule of the digest makes, as mails. */
async function mailsOf(tables: MemoryTables, more: object = {}) {
	const { request } = await requestOf(tables, monday, more);
	expect(request).toMatchObject({ digest: true, reports: [], sapReads: [], procoreReads: [] });
	const { outputs, error } = await onTables(tables, { resource: 'report', operation: 'make', request }, [
		[{}],
		null,
		[{}],
	]);
	expect(error).toBeUndefined();
	expect(outputs[2] ?? []).toEqual([]);
	return outputs[1] ?? [];
}

const some = async () =>
	await tablesWith({
		projects: [{ project_id: '2201', project_name: 'Riverside', owner: 'ann@site.example' }],
		exceptions: [
			{
				...{ entity: 'purchase_order', sap_key: '41', project_id: '2201', status: 'open' },
				...{ reason: 'unmapped_cost_code', title: 'No cost code', first_seen: '2026-10-01T05:00:00.000Z' },
			},
		],
	});

describe('The weekly digest', () => {
	it('is a mail for the owner, with page and file, and is not sent a second time', async () => {
		const tables = await some();
		const [mail, ...more] = await mailsOf(tables);
		expect(more).toEqual([]);
		expect(mail?.json).toMatchObject({
			report: 'digest',
			to: 'ann@site.example',
			subject: expect.stringContaining('1 new'),
		});
		expect(String(mail?.json.html)).toMatch(/href="https?:\/\/[^"]+\/webhook\/sap-procore\?page=exceptions/);
		expect(Object.keys(mail?.binary ?? {}).sort()).toEqual(['data', 'page']);
		expect(await mailsOf(tables)).toEqual([]);
		expect(tables.rows('sap_procore_state')).toMatchObject([{ entity: 'digest' }]);
	});

	it('leads where the workflow says that its pages are, and takes nothing else for an address', async () => {
		const pagesAddress = 'https://pages.example/webhook/acme/';
		const [mail] = await mailsOf(await some(), { pagesAddress });
		expect(String(mail?.json.html)).toContain('href="https://pages.example/webhook/acme?page=exceptions');
		const { error } = await requestOf(await some(), monday, { pagesAddress: 'javascript:alert(1)' });
		expect(error?.message).toContain('Address of the Pages');
	});

	it('takes nothing from whoever asks for a page', async () => {
		const tables = await some();
		expect((await requestOf(tables, webhook({ page: 'status' }))).request).toMatchObject({
			...{ digest: false, reports: ['status'] },
		});
		expect(await openPage(tables, { page: 'status' })).toContain('Status of the sync');
	});
});
