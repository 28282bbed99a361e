import { tablesWith, type Given } from '../support/madeReports.ts';
import { openPage, textOf } from '../support/pages.ts';

const order = '4500000001';
const outcome = {
	...{ run_id: '20261002T080000Z-231', at: '2026-10-02T08:00:00.000Z', entity: 'purchase_order', sap_key: order },
	...{ origin_id: `sap:S4P:po:${order}:2201`, project_id: '2201', procore_id: '77', action: 'create' },
	...{ status: 'synced', sap_changed_at: '2026-10-01T10:00:00.000Z' },
};
const supplier = { ...outcome, entity: 'supplier', sap_key: '1000003', origin_id: 'sap:S4P:supplier:1000003' };
const held = {
	...supplier,
	...{ project_id: '', procore_id: '', action: 'none', status: 'held', reason: 'ambiguous_vendor_name' },
	message: 'Supplier 1000003 "Acme". The name is that of vendors 11, 12',
};

const lookUp = async (find: string, given: Given = {}) =>
	await openPage(await tablesWith(given), { page: 'why', find });

describe('The page Why?', () => {
	it('is where the search field of every page leads', async () => {
		const status = await openPage(await tablesWith(), { page: 'status' });
		expect(status).toMatch(/<form method="get" role="search">\s*<input type="hidden" name="page" value="why">/);
	});

	it('says why an order is in Procore, and leads to the execution in n8n', async () => {
		const html = await lookUp(`0${order}`, {
			audit: [outcome],
			projects: [{ project_id: '2201', project_name: 'Riverside' }],
			state: [{ entity: 'lease', sync_workflow: 'sync1', holder: '', lease_until: '1970-01-01T00:00:00.000Z' }],
		});
		expect(textOf(html)).toContain(`Purchase order ${order} is in Procore`);
		expect(textOf(html)).toContain('Riverside');
		expect(html).toMatch(/href="https?:[^"]+\/workflow\/sync1\/executions\/231">n8n</);
		expect(html).toContain(`href="?page=why&amp;find=0${order}&amp;format=xlsx"`);
	});

	it('names the candidates of a held supplier, and knows no execution before the sync has run', async () => {
		const html = await lookUp('1000003', { audit: [held] });
		expect(textOf(html)).toContain('vendors 11, 12');
		expect(html).toContain('?page=exceptions&amp;reason=ambiguous_vendor_name&amp;find=1000003');
		expect(html).not.toContain('/executions/');
	});

	it('answers for words that nothing is known of, however they look', async () => {
		expect(textOf(await lookUp('4711'))).toContain('Nothing is on record about &quot;4711&quot;.');
		expect(textOf(await lookUp('x'.repeat(100)))).toContain('No number and no code has 100 characters.');
		expect(await lookUp('<script>alert(1)</script>')).not.toContain('<script');
	});
});
