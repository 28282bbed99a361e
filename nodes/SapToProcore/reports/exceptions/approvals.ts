import { compared } from '../../../shared/decimal';
import { entityLabel, readableKey } from '../../../shared/entities';
import type { ApprovalRow } from '../../ledger/approvals';
import type { LedgerRow } from '../../ledger';
import type { Column } from '../kit/columns';
import { counted, moneyTexts, type Money } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { notice, type Section } from '../kit/page';
import { totals } from '../kit/sums';
import { table } from '../kit/table';
import { ownersIn } from '../owners';
import { isMeant, type ExceptionFilter } from './filter';

/** A change that waits until somebody approves it; `amount` is what it moves, without a sign. */
export interface WaitingApproval extends Money {
	/** n8n's number of the row. */
	id: string;
	entity: string;
	sapKey: string;
	projectId: string;
	project: string;
	/** Of its project. */
	owners: string[];
	change: string;
	what: string;
	before: string;
	after: string;
	askedAt: string;
	originId: string;
	plan: string;
	runId: string;
}

export interface Approvals {
	waiting: WaitingApproval[];
	/** How many are approved and not carried out yet. */
	approved: number;
}

/** What waits, the largest movement first. */
export function approvalsOf(rows: readonly ApprovalRow[], projects: ReadonlyArray<LedgerRow<'projects'>>): Approvals {
	const byId = new Map(projects.map((row) => [row.project_id, row]));
	const waiting = rows
		.filter(({ state }) => state === 'waiting')
		.map((row) => ({
			...{ id: row.id, entity: row.entity, sapKey: row.sap_key, projectId: row.project_id },
			...{ project: byId.get(row.project_id)?.project_name || row.project_id, change: row.change, what: row.what },
			owners: ownersIn(byId.get(row.project_id)?.owner ?? ''),
			...{ before: row.before_amount, after: row.after_amount, amount: row.moved_amount, currency: row.currency },
			...{ askedAt: row.asked_at, originId: row.origin_id, plan: row.plan, runId: row.run_id },
		}))
		.sort((a, b) => compared(b.amount || '0', a.amount || '0') || (a.sapKey < b.sapKey ? -1 : 1));
	return { waiting, approved: rows.filter(({ state }) => state === 'approved').length };
}

/** Whether a change is one that is looked for. */
export const isMeantApproval = (row: WaitingApproval, filter: ExceptionFilter): boolean =>
	isMeant({ ...row, reason: 'approval_needed', title: row.what, message: '' }, filter);

export const approvalColumns: Array<Column<WaitingApproval>> = [
	{ key: 'entity', label: 'Document', value: ({ entity }) => entityLabel(entity) },
	{ key: 'sap_key', label: 'SAP key', value: ({ entity, sapKey }) => readableKey(entity, sapKey) },
	{ key: 'what', label: 'What would happen', width: 'long', value: ({ what }) => what },
	{ key: 'before', label: 'Before', kind: 'amount', value: ({ before }) => before },
	{ key: 'after', label: 'After', kind: 'amount', value: ({ after }) => after },
	{ key: 'amount', label: 'Moves', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'asked_at', label: 'Asked', kind: 'time', value: ({ askedAt }) => askedAt },
];

const done: Readonly<Record<string, string>> = {
	void: 'voided',
	empty: 'emptied',
	reopen: 'reopened',
	create: 'created',
	update: 'changed',
};

/** How many would be voided, reopened and so on. */
function kindsText(rows: readonly WaitingApproval[]): string {
	return Object.entries(done)
		.flatMap(([change, word]) => {
			const count = rows.filter((row) => row.change === change).length;
			return count > 0 ? [`${String(count)} ${word}`] : [];
		})
		.join(', ');
}

/** Projects whose changes are shown without a click. */
const mostOpen = 3;
const mostRows = 100;

/** What somebody has to approve, by project; no section where that is nothing. */
export function approvalSection({ waiting, approved }: Approvals, filter: ExceptionFilter): Section[] {
	const rows = waiting.filter((row) => isMeantApproval(row, filter));
	const byProject = new Map<string, WaitingApproval[]>();
	for (const row of rows) byProject.set(row.projectId, [...(byProject.get(row.projectId) ?? []), row]);
	const next = approved > 0 ? [notice(`${counted(approved, 'approved change')}: the next run carries it out.`)] : [];
	if (rows.length === 0 && next.length === 0) return [];
	const projects = [...byProject.values()].map((each) => project(each, byProject.size <= mostOpen));
	return [
		{
			title: 'To approve',
			about: 'Nothing of these is written to Procore until somebody approves it. All other documents go through.',
			content: [...next, ...projects],
		},
	];
}

function project(rows: readonly WaitingApproval[], isOpen: boolean): Html {
	const [first] = rows;
	const facts = [counted(rows.length, 'change'), kindsText(rows), moneyTexts(totals(rows))];
	return markup`<details class="group"${isOpen ? markup` open` : null}><summary><strong>${first?.project ?? ''}</strong> <span class="note">${facts.filter(Boolean).join(' · ')}</span></summary>
<form method="get">
<input type="hidden" name="page" value="exceptions">
<input type="hidden" name="project" value="${first?.projectId ?? ''}">
<p><label><input type="checkbox" name="all" value="1"> All ${String(rows.length)} of this project</label></p>
${table(approvalColumns, rows, {
	empty: '',
	most: mostRows,
	choose: { field: 'row', value: ({ id }) => id, label: ({ sapKey, what }) => `Choose ${sapKey}: ${what}` },
})}<p><button name="do" value="approve">Approve…</button> <button name="do" value="leave">Leave as it is…</button></p>
</form></details>
`;
}
