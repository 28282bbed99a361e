import type { ReportedException } from '../../nodes/SapToProcore/reports/exceptions/model';
import type { ReportedRun } from '../../nodes/SapToProcore/reports/status/rows';

/** An open exception of an order in project 2201. */
export function exceptionRow(fields: Partial<ReportedException> = {}): ReportedException {
	return {
		id: '',
		entity: 'purchase_order',
		sap_key: '4500000001',
		project_id: '2201',
		status: 'open',
		reason: 'unmapped_cost_code',
		title: 'No cost code for this account assignment',
		advice: 'Fill the cost code.',
		message: 'Purchase order 4500000001: line 10/1',
		attempts: 1,
		first_seen: '2026-09-20T05:00:00.000Z',
		last_seen: '2026-10-01T05:00:00.000Z',
		next_attempt_at: '',
		run_id: '20261001T050000Z-7',
		amount: '',
		currency: '',
		...{ ignored_until: '', ignored_reason: '', changed_by: '' },
		...fields,
	};
}

/** A run of twelve minutes that needed 120 Procore calls. */
export function runRow(fields: Partial<ReportedRun> = {}): ReportedRun {
	return {
		run_id: '20261001T050000Z-7',
		mode: 'delta',
		started_at: '2026-10-01T05:00:00.000Z',
		finished_at: '2026-10-01T05:12:00.000Z',
		status: 'success',
		...{ started_by: 'trigger', summary: '', message: '', progress: '', heartbeat_at: '' },
		counts: '{"purchase_order":{"synced":12,"held":2,"complete":true},"supplier":{"synced":3}}',
		sap_calls: 20,
		procore_calls: 120,
		...fields,
	};
}

/** Names as somebody with bad intentions, or an odd key press, would write them. */
export const hostileNames = [
	'<script>document.title = "taken"</script>',
	'"><img src=x onerror="document.title=1">',
	"' onmouseover='document.title=1",
	'</style></title><h1>Taken</h1>',
	'=HYPERLINK("http://evil.example","click")',
	'Bell\u0007 and bidi \u202Egnp.exe',
	'A'.repeat(300),
	'&lt;b&gt; & Söhne ✓ 𝔘',
];
