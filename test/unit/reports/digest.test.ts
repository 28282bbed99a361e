import { monthOf } from '../../../nodes/SapToProcore/reports/month';
import { digestsOf, renderDigest, type Digest } from '../../../nodes/SapToProcore/reports/digest';
import { exceptionsReport } from '../../../nodes/SapToProcore/reports/exceptions/build';
import type { ReportedException } from '../../../nodes/SapToProcore/reports/exceptions/model';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { waitingAmounts } from '../../../nodes/SapToProcore/mapping/waiting';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { exceptionRow, hostileNames } from '../../support/reports.ts';

const now = '2026-10-05T07:00:00.000Z';
const since = '2026-09-28T07:00:00.000Z';
const projects = [
	{ project_id: '2201', owner: 'Ann@site.example' },
	{ project_id: '2202', owner: ' ann@site.example;' },
	{ project_id: '2203', owner: 'ben@site.example, cora@site.example' },
	{ project_id: '2204', owner: '' },
];

function digests(rows: Array<Partial<ReportedException>>, more: { since?: string; projects?: typeof projects } = {}) {
	const { open } = exceptionsReport({
		...{ customer: 'acme', now, month: monthOf('2026-10') ?? { name: '', from: now, to: now } },
		exceptions: rows.map((row, index) => exceptionRow({ sap_key: String(index), ...row })),
		...{ projects: [], waiting: waitingAmounts([], [], roster([])), unmapped: [], gaps: [] },
	});
	return digestsOf({ customer: 'acme', now, since, open, projects, ...more });
}

/** The first of some digests, as a mail. */
function rendered([digest]: Digest[]) {
	if (!digest) throw new Error('There is no digest');
	return renderDigest(digest, 'https://n8n.example/webhook/sap-procore');
}

const fresh = { first_seen: '2026-10-01T05:00:00.000Z' };
const old = { first_seen: '2026-08-01T05:00:00.000Z' };
/** Two weeks old since Wednesday. */
const overdue = { first_seen: '2026-09-16T05:00:00.000Z' };

describe('The weekly digest', () => {
	it('is one for each owner, however the address is written, and one for what has none', () => {
		const rows = ['2201', '2202', '2203', '2204', ''].map((project_id) => ({ ...fresh, project_id }));
		expect(digests(rows).map(({ to, fresh: all }) => [to, all.length])).toEqual([
			['', 2],
			['ann@site.example', 2],
			['ben@site.example, cora@site.example', 1],
		]);
	});

	it('names only what is new or has become overdue since the last one, and counts the rest', () => {
		const [digest, ...more] = digests([fresh, old, overdue, { ...fresh, reason: 'not_released' }]);
		expect(more).toEqual([]);
		expect(digest).toMatchObject({ fresh: [{ sapKey: '0' }], overdue: [{ sapKey: '2' }], known: 1 });
		expect(digests([old])).toEqual([]);
	});

	it('is nothing where nothing has happened since, and everything the first time', () => {
		expect(digests([fresh, overdue], { since: now })).toEqual([]);
		expect(digests([old, fresh], { since: '' })[0]?.fresh).toHaveLength(2);
	});

	it('leads from each reason to its page by a whole address', () => {
		const { page: shown, subject, rows } = rendered(digests([fresh, old]));
		expect(subject).toBe('SAP to Procore, acme: 1 new');
		const text = page(shown);
		const base = 'https://n8n.example/webhook/sap-procore?page=';
		const own = 'who=people&amp;owner=ann%40site.example';
		expect(text).toContain(`href="${base}exceptions&amp;reason=unmapped_cost_code&amp;${own}&amp;project=2201"`);
		expect(text).toContain(`href="${base}mapping"`);
		expect(text).toContain(`<a href="${base}exceptions&amp;${own}">All that needs you</a>`);
		expect(text).toContain('1 more exception that you have been told of and that is still open');
		expect(rows).toMatchObject([{ list: 'new', sap_key: '0' }]);
	});

	it.each([
		['ambiguous_vendor_name', 'vendors', 'Decide on the suppliers'],
		['unmapped_project', 'projects', 'Say which project they belong to'],
	])('leads from %s to the page %s', (reason, name, text) => {
		const mail = page(rendered(digests([{ ...fresh, reason, project_id: '' }])).page);
		expect(mail).toContain(`<a href="https://n8n.example/webhook/sap-procore?page=${name}">${text}</a>`);
		expect(mail).toContain('page=exceptions&amp;who=people&amp;owner=none">All that needs somebody there</a>');
	});

	it.each(hostileNames)('shows %j as text, and sends nothing to it', (name) => {
		const all = digests([{ ...fresh, title: name, message: name, sap_key: name, reason: name }], {
			projects: [{ project_id: '2201', owner: name }],
		});
		expect(all.map(({ to }) => to)).toEqual(['']);
		const text = page(rendered(all).page);
		expect(text).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
	});
});
