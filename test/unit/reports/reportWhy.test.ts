import { headOf } from '../../../nodes/SapToProcore/reports/frame';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { renderWhy } from '../../../nodes/SapToProcore/reports/why';
import type { Rows } from '../../support/ledgerTables.ts';
import { everyLink } from '../../support/links.ts';
import { textOf } from '../../support/pages.ts';
import { hostileNames } from '../../support/reports.ts';
import { audit, exception, explained, project, run, stopped } from '../explain/facts.ts';

const order = '4500000001';

async function why(search: string, rows: Rows) {
	const made = renderWhy(await explained(search, rows), everyLink, { by: 'runs', unread: [] });
	return { ...made, html: page(made.page, headOf({ current: 'why', find: search })) };
}

const line = (index: number) => ({
	...{ run_id: run, entity: 'purchase_order', sap_key: order, sap_item: String(10 * index), assignment: '1' },
	...{ amount: '12.50', currency: 'USD', project_id: '2201', cost_code: '03-100', cost_type: 'M' },
	...{ gl_account: '63000000', rule: 'row 7: gl_account=6300* → 03-100 / M', origin_id: `sap:S4P:po:${order}:2201` },
});

const unmapped = stopped('unmapped_cost_code', {
	message: 'Item 10/1 (G/L account 64000000) has no cost code.',
});

describe('Report > Why', () => {
	it('says first whether it is in Procore, then the rows and the rule of each line, with the execution in n8n', async () => {
		const { html, subject } = await why(order, {
			audit: [audit()],
			projects: [project()],
			allocations: [line(1), line(2)],
		});
		const text = textOf(html);
		expect(subject).toContain(`Purchase order ${order} is in Procore`);
		expect(html).toMatch(new RegExp(`class="verdict">Purchase order ${order} is in Procore`));
		expect(text).toContain('SAP was not asked.');
		expect(text).toContain('gl_account=6300*');
		expect(text).toContain('Nothing that is on record.');
		expect(html).toContain('<a href="https://n8n.example/workflow/w/executions/231">n8n</a>');
	});

	it('says what is missing and who can bring it, and leads to the pages that do it', async () => {
		const { html } = await why(order, {
			audit: [unmapped],
			exceptions: [exception('unmapped_cost_code', { amount: '100.00', currency: 'USD' })],
			cost_codes: [{ gl_account: '64000000' }],
		});
		expect(textOf(html)).toContain('has no cost code.');
		expect(textOf(html)).toContain('100.00 USD');
		expect(textOf(html)).toContain('Who can act: whoever fills the mapping tables.');
		expect(html).toContain('<a href="?page=mapping">Mapping</a>');
		expect(html).toContain(`<a href="?page=exceptions&amp;reason=unmapped_cost_code&amp;find=${order}">`);
	});

	it('a number that names several things shows each, and leads to it', async () => {
		const requisition = { entity: 'requisition', origin_id: `sap:S4P:pr:${order}:2201:${order}` };
		const { html } = await why(order, { audit: [audit(), stopped('not_released', requisition)] });
		expect(textOf(html)).toContain(`&quot;${order}&quot; names 2 things`);
		for (const anchor of ['subject-1', 'subject-2']) {
			expect(html).toContain(`<a href="#${anchor}">`);
			expect(html).toContain(`<p id="${anchor}">`);
		}
	});

	it('says of an unknown word what to look at, and of none what can be searched', async () => {
		const unknown = await why('4711', {});
		expect(textOf(unknown.html)).toContain('Nothing is on record about &quot;4711&quot;.');
		expect(textOf(unknown.html)).toContain('SAP was not asked whether it has it.');
		expect(unknown.rows[0]).toEqual({ list: 'nothing found', message: 'Nothing is on record about "4711".' });
		expect(textOf((await why('', {})).html)).toContain('Nothing was searched for.');
	});

	it('takes 400 lines: they open with a click, and are all in the file', async () => {
		const lines = Array.from({ length: 400 }, (_, index) => line(index + 1));
		const { html, rows } = await why(order, { audit: [audit()], allocations: lines });
		expect(html).toMatch(/<summary><strong>Lines, each with its rule<\/strong> <span class="note">400</);
		expect(rows.filter(({ list }) => list === 'line')).toHaveLength(400);
		expect(html.length).toBeLessThan(500_000);
	});

	it.each(hostileNames)('shows %j as text', async (name) => {
		const { html, rows } = await why(order, {
			audit: [audit({ message: name }), { ...unmapped, message: name, project_id: '2202' }],
			projects: [project({ project_name: name })],
			exceptions: [exception('unmapped_cost_code', { advice: name, project_id: '2202' })],
			allocations: [{ ...line(1), rule: name, wbs_element: name, cost_code: name }],
		});
		const searched = await why(name, {});
		for (const each of [html, searched.html])
			expect(each).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
		for (const cell of rows.flatMap((row) => Object.values(row))) expect(String(cell)).not.toMatch(/^=/);
	});
});
