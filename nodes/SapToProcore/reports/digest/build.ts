import type { RosterRow } from '../../ledger/rows';
import type { OpenException } from '../exceptions/model';
import type { ReportHead } from '../head';
import { ownersIn } from '../owners';

/** What one owner is told. */
export interface Digest extends ReportHead {
	report: 'digest';
	/** Addresses, separated by commas; `""` = the projects have no owner, or none with an address. */
	to: string;
	/** When the last digest was made, ISO 8601; `""` = this is the first. */
	since: string;
	/** Opened since then. */
	fresh: OpenException[];
	/** Open for two weeks since then. */
	overdue: OpenException[];
	/** How many wait beside those: they were named before. */
	known: number;
}

export interface DigestInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	since: string;
	open: readonly OpenException[];
	projects: ReadonlyArray<Pick<RosterRow, 'project_id'> & { owner: string }>;
}

const overdueMs = 14 * 86_400_000;

/**
 * What needs somebody and is new, or has become overdue, since the last digest: one for each owner, none where there is
 * nothing. What is of no project, or of one without owner, is one of its own.
 */
export function digestsOf({ customer, now, since, open, projects }: DigestInput): Digest[] {
	const owners = new Map(projects.map((row) => [row.project_id, ownersIn(row.owner).join(', ')]));
	const [last, present] = [Date.parse(since) || 0, Date.parse(now)];
	const isBetween = (time: number) => time > last && time <= present;
	const byOwner = new Map<string, OpenException[]>();
	for (const row of open.filter(({ byItself }) => !byItself)) {
		const to = owners.get(row.projectId) ?? '';
		byOwner.set(to, [...(byOwner.get(to) ?? []), row]);
	}
	return [...byOwner]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.flatMap(([to, rows]) => {
			const fresh = rows.filter(({ firstSeen }) => !(Date.parse(firstSeen) <= last));
			const overdue = rows.filter((row) => !fresh.includes(row) && isBetween(Date.parse(row.firstSeen) + overdueMs));
			const known = rows.length - fresh.length - overdue.length;
			return fresh.length + overdue.length === 0
				? []
				: [{ report: 'digest' as const, customer, at: now, to, since, fresh, overdue, known }];
		});
}
