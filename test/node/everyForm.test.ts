import { omit } from 'lodash';
import { forms } from '../../nodes/SapToProcore/actions/report/forms/index.ts';
import { formCases, type FormCase } from '../support/formCases.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { headers, openPage, readRequest, sendForm, submit, textOf, tokenIn, webhook } from '../support/pages.ts';

/** What pages keep for themselves, and which form was shown to whom. */
const own = new Set(['sap_procore_forms', 'sap_procore_requests']);

/** All rows but those, as people and runs see them. */
const everything = (tables: MemoryTables) =>
	tables
		.names()
		.filter((name) => !own.has(name))
		.map((name) => [name, tables.rows(name).map((row) => omit(row, 'createdAt', 'updatedAt'))]);

/** Somebody has the form in front of them. */
async function shown({ page, tables: make, ask, fields = {} }: FormCase) {
	const tables = await make();
	// What forms are signed with is made when the first one is shown.
	await ask(tables);
	const before = everything(tables);
	const html = await ask(tables);
	expect(everything(tables)).toEqual(before);
	const token = tokenIn(html);
	expect(token).not.toBe('');
	const body = { token, name: 'Ann', ...fields };
	const send = async (change: object = {}, more: object = {}) =>
		await sendForm(tables, { ...body, ...change }, { query: { page }, more });
	const said = async (location: URLSearchParams) => textOf(await openPage(tables, Object.fromEntries(location)));
	return { tables, before, body, send, said };
}

/** Another content with the signature of before. */
function altered(token: string): string {
	const [content = '', signature = ''] = token.split('.');
	const offer = JSON.parse(Buffer.from(content, 'base64url').toString()) as Record<string, unknown>;
	return `${Buffer.from(JSON.stringify({ ...offer, action: 'other' })).toString('base64url')}.${signature}`;
}

const forgeries: Array<[string, (token: string) => object]> = [
	['without a token', () => ({ token: '' })],
	['with a token that somebody made up', () => ({ token: 'eyJhIjoxfQ.c2lnbmF0dXJl' })],
	['with other content than was shown', (token) => ({ token: altered(token) })],
];

const strangers: Array<[string, object]> = [
	['another site', { origin: 'https://evil.example' }],
	['a page of another port', { origin: 'https://n8n.example:8443' }],
	['a script', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }],
	['a frame', { 'sec-fetch-dest': 'iframe' }],
	['another user', { authorization: `Basic ${Buffer.from('other:secret').toString('base64')}` }],
	['nobody who has logged in', { authorization: '' }],
];

const unusable: object[] = [{ name: '' }, { name: ' ' }, { name: 'x'.repeat(81) }, { more: 'x'.repeat(2_500_000) }];

describe('Every form of the pages', () => {
	it('stands in the table of cases', () => {
		const names = forms.map(({ page, action }) => `${page} ${action}`);
		expect(Object.keys(formCases).sort()).toEqual(names.sort());
	});

	describe.each(Object.entries(formCases))('%s', (_name, form) => {
		it('changes nothing when it is forged, foreign or filled in wrongly, and is carried out afterwards', async () => {
			const { tables, before, body, send, said } = await shown(form);
			const refused = async (what: string, code: string, sent: ReturnType<typeof send>) => {
				const { item, location } = await sent;
				expect([what, location.get('refused'), item.started]).toEqual([what, code, false]);
				expect(location.get('page')).toBe(form.page);
				expect(everything(tables)).toEqual(before);
				return location;
			};
			for (const [what, change] of forgeries) await refused(what, 'forged', send(change(body.token)));
			for (const [what, other] of strangers)
				await refused(what, 'foreign', send({}, { headers: { ...headers, ...other } }));
			for (const change of [...unusable, ...(form.wrong ?? [])])
				await refused(JSON.stringify(change).slice(0, 60), 'fields', send(change));
			const elsewhere = form.page === 'why' ? 'status' : 'why';
			const { location } = await sendForm(tables, body, { query: { page: elsewhere } });
			expect(location.get('refused')).toBe('foreign');
			const { form: sent } = await readRequest(tables, webhook({ page: form.page }, { body }));
			expect((await submit(tables, { ...sent, customer: 'other' })).location.get('refused')).toBe('forged');
			expect(await said(await refused('once more', 'forged', send({ token: '' })))).toContain('Nothing was changed: ');
			const { location: done } = await send();
			expect(done.get('done')).not.toBeNull();
			expect(everything(tables)).not.toEqual(before);
		});

		it('counts for an hour', async () => {
			const { tables, before, send, said } = await shown(form);
			jest.useFakeTimers({ now: Date.now() + 3_600_001, doNotFake: ['setTimeout', 'setImmediate', 'nextTick'] });
			const { location } = await send();
			jest.useRealTimers();
			expect(location.get('refused')).toBe('expired');
			expect(everything(tables)).toEqual(before);
			expect(await said(location)).toContain('Nothing was changed: ');
		});

		it('is carried out once, however often it is sent, and leads to the same result', async () => {
			const { tables, send } = await shown(form);
			const both = await Promise.all([send(), send()]);
			const after = everything(tables);
			const again = await send();
			expect(everything(tables)).toEqual(after);
			expect(new Set([...both, again].map(({ location }) => location.toString())).size).toBe(1);
			const started = [...both, again].filter(({ item }) => item.started === true).length;
			expect(started).toBeLessThanOrEqual(1);
		});

		it('overwrites nothing that somebody has done since, and says so', async () => {
			const { tables, before, send, said } = await shown(form);
			if (form.meanwhile === null) return;
			form.meanwhile.done(tables);
			const meant = everything(tables);
			expect(meant).not.toEqual(before);
			const { item, location } = await send();
			expect(item.started).toBe(false);
			const kept = everything(tables).filter(([name]) => name !== 'sap_procore_changes');
			expect(kept).toEqual(meant.filter(([name]) => name !== 'sap_procore_changes'));
			expect(await said(location)).toContain(form.meanwhile.said);
		});
	});
});
