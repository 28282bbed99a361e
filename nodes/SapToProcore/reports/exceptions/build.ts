import { reasonFor } from '../../../shared/reasons';
import type { RosterRow } from '../../ledger/rows';
import { grouping } from '../groups';
import { daysBetween } from '../kit/format';
import { totals } from '../kit/sums';
import { ownersIn } from '../owners';
import { isWithin, type Month } from '../month';
import { entityLabel } from '../../../shared/entities';
import type { ExceptionsReport, OpenException, ReportedException, ResolvedException } from './model';
import { previewOf, type PreviewedRow } from './preview';
import type { UnmappedCombination } from './unmapped';
import type { WaitingAmounts } from '../../mapping/waiting';

export interface ExceptionsInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	month: Month;
	exceptions: ReportedException[];
	projects: ReadonlyArray<Pick<RosterRow, 'project_id' | 'project_name'> & { owner?: string }>;
	waiting: WaitingAmounts;
	unmapped: UnmappedCombination[];
	/** Rows of the audit trail of the last run and when it began, where that was a preview. */
	preview?: { at: string; outcomes: readonly PreviewedRow[] } | undefined;
	/** What could not be read, in words. */
	gaps: string[];
}

const statusesOpen = ['open', 'parked'];

/** What waits for people or for another run, and what the month has resolved. The oldest exceptions come first. */
export function exceptionsReport(input: ExceptionsInput): ExceptionsReport {
	const names = new Map(input.projects.map((row) => [row.project_id, row.project_name]));
	const projectOf = (projectId: string) => names.get(projectId) || projectId;
	const owners = new Map(input.projects.map((row) => [row.project_id, ownersIn(row.owner ?? '')]));
	const placeOf = (id: string) => ({ project: projectOf(id), owners: owners.get(id) ?? [] });
	const told = (row: ReportedException) => openException(row, placeOf(row.project_id), input);
	const open = input.exceptions
		.filter(({ status }) => statusesOpen.includes(status))
		.map(told)
		.sort((a, b) => b.ageDays - a.ageDays || a.sapKey.localeCompare(b.sapKey, 'en', { numeric: true }));
	const ignored = input.exceptions
		.filter(({ status }) => status === 'ignored')
		.map((row) => ({
			...told(row),
			...{ until: row.ignored_until, why: row.ignored_reason, by: row.changed_by },
		}));
	const resolved = input.exceptions
		.filter(({ status, last_seen }) => status === 'resolved' && isWithin(input.month, last_seen))
		.map((row) => resolvedException(row, projectOf(row.project_id)))
		.sort((a, b) => (a.resolvedAt < b.resolvedAt ? 1 : -1));
	const byItself = open.filter((each) => each.byItself).length;
	return {
		report: 'exceptions',
		customer: input.customer,
		at: input.now,
		month: input.month.name,
		counts: {
			open: open.length,
			parked: open.filter(({ status }) => status === 'parked').length,
			byItself,
			forPeople: open.length - byItself,
			ignored: ignored.length,
			resolved: resolved.length,
		},
		waiting: totals(open),
		byReason: grouping(open, ({ reason, title }) => ({ key: reason, label: title || reason })),
		byAge: grouping(open, ageGroup).sort((a, b) => Number(b.key) - Number(a.key)),
		byProject: grouping(open, ({ projectId, project }) => ({ key: projectId, label: project || 'No project' })),
		byEntity: grouping(open, ({ entity }) => ({ key: entity, label: entityLabel(entity) })),
		open,
		ignored,
		resolved,
		unmapped: input.unmapped,
		preview: input.preview && previewOf({ ...input.preview, openOf: (rows) => rows.map(told), placeOf }),
		gaps: input.gaps,
	};
}

function openException(
	row: ReportedException,
	place: Pick<OpenException, 'project' | 'owners'>,
	{ now, waiting }: ExceptionsInput,
): OpenException {
	return {
		id: row.id,
		entity: row.entity,
		sapKey: row.sap_key,
		projectId: row.project_id,
		...place,
		status: row.status,
		runId: row.run_id,
		byItself: row.status === 'open' && reasonFor(row.reason).status === 'waiting',
		reason: row.reason,
		title: row.title,
		advice: row.advice,
		message: row.message,
		attempts: row.attempts,
		firstSeen: row.first_seen,
		lastSeen: row.last_seen,
		nextAttemptAt: row.next_attempt_at,
		ageDays: daysBetween(row.first_seen, now),
		...waiting.of(row),
	};
}

function resolvedException(row: ReportedException, project: string): ResolvedException {
	return {
		entity: row.entity,
		sapKey: row.sap_key,
		projectId: row.project_id,
		project,
		title: row.title,
		firstSeen: row.first_seen,
		resolvedAt: row.last_seen,
		days: daysBetween(row.first_seen, row.last_seen),
	};
}

const ages: Array<[from: number, label: string]> = [
	[30, '30 days and more'],
	[7, '7 to 29 days'],
	[1, '1 to 6 days'],
	[0, 'Less than a day'],
];

function ageGroup({ ageDays }: OpenException): { key: string; label: string } {
	const [from, label] = ages.find(([days]) => ageDays >= days) ?? [0, ''];
	return { key: String(from), label };
}
