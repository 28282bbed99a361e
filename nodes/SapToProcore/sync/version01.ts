import { groupBy } from 'lodash';
import { parsedJson } from '../../shared/json';
import type { Entity, Outcome } from '../../shared/model';
import { keyInOriginId, systemInOriginId } from '../../shared/originId';
import { handful } from '../../shared/texts';
import { withoutBudgetLine } from '../lanes/cost/keys';
import { reasoned } from '../lanes/reasoned';

/**
 * What version 0.1 left behind. It wrote posted costs into the original budget (or made budget changes of them, or lines of
 * one direct cost a project), so that people have to look at what is in their budgets before costs go on.
 */

/** Row of `sap_procore_runs`, as far as it is looked at here. Version 0.1 kept no settings of a run. */
export interface RunTrace {
	run_id: string;
	started_at: string;
	settings: string;
}

const isOfVersion01 = ({ settings }: Pick<RunTrace, 'settings'>) => settings.trim() === '';

/** Row of `sap_procore_audit`, as far as it is looked at here. */
export interface AuditTrace {
	run_id: string;
	at: string;
	entity: string;
	origin_id: string;
	procore_id: string;
	action: string;
	status: string;
	reason: string;
	detail: string;
}

/** An amount that version 0.1 wrote into a budget. */
export interface EarlierAmount {
	projectId: string;
	costCode: string;
	costType: string;
	/** What Procore had before version 0.1 first wrote it; null = there was no line, or it is not known. */
	before: string | null;
	/** What it wrote last. */
	after: string;
	/** When that was, ISO 8601. */
	at: string;
	/** The budget line; `""` where version 0.1 did not learn its ID, because it made the line. */
	procoreId: string;
	/** The budget change that brought the last amount, or is to bring it; `""` = the amount was set. */
	budgetChangeId: string;
}

/**
 * The amounts that version 0.1 wrote into budgets or drafted as budget changes, by project and cost code, each with what was
 * there before its first writing and what it wrote last. Its direct costs are not among them: they are no budget.
 */
export function amountsOfVersion01(audit: readonly AuditTrace[], runs: readonly RunTrace[]): EarlierAmount[] {
	const old = new Set(runs.filter(isOfVersion01).map(({ run_id }) => run_id));
	const ofOld = audit.filter(({ run_id, entity }) => entity === 'budget' && old.has(run_id));
	// It knew the ID of a direct cost as it made a line of it, and that of a budget line only later.
	const directCosts = new Set(
		ofOld.filter(({ action, procore_id }) => action === 'create' && procore_id !== '').map((row) => row.procore_id),
	);
	const written = ofOld
		.filter(({ status, reason }) => status === 'synced' || reason === 'budget_change_drafted')
		.filter(({ procore_id }) => !directCosts.has(procore_id))
		.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	const amounts = new Map<string, EarlierAmount>();
	for (const row of written) {
		const [projectId, costCode, costType = ''] =
			keyInOriginId(row.origin_id, systemInOriginId(row.origin_id), 'budget') ?? [];
		if (projectId === undefined || costCode === undefined) continue;
		const detail = detailOf(row.detail);
		const first = amounts.get(row.origin_id);
		amounts.set(row.origin_id, {
			...{ projectId, costCode, costType },
			before: first ? first.before : detail.previous,
			after: detail.now,
			at: row.at,
			procoreId: row.procore_id,
			budgetChangeId: detail.budgetChangeId,
		});
	}
	return [...amounts.values()];
}

function detailOf(cell: string): { previous: string | null; now: string; budgetChangeId: string } {
	const read = parsedJson(cell);
	const detail: Record<string, unknown> = typeof read === 'object' && read !== null ? { ...read } : {};
	const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
	return {
		previous: text(detail.previous) || null,
		now: text(detail.now) || '0',
		budgetChangeId: text(detail.budgetChangeId),
	};
}

/** What a lane has decided on: a desired object or an outcome, and the keys of the documents that it is about. */
interface Decided {
	index: number;
	covers: string[];
	desired?: { projectId: string } | undefined;
	outcome?: Pick<Outcome, 'projectId'> | undefined;
}

/**
 * Holds the costs, or the plan, of projects in whose budgets version 0.1 wrote amounts that nobody has confirmed yet: all that was decided
 * about such a project becomes one held outcome, which names the amounts.
 * @param confirmed IDs of projects that somebody has confirmed
 */
export function heldUntilConfirmed<T extends Decided>(
	entity: Entity,
	decided: readonly T[],
	amounts: readonly EarlierAmount[],
	confirmed: ReadonlySet<string>,
): Array<T | { index: number; covers: string[]; outcome: Outcome }> {
	const projectOf = ({ desired, outcome: ended }: Decided) => desired?.projectId ?? ended?.projectId ?? '';
	const written = new Map(Object.entries(groupBy(amounts, 'projectId')));
	const waiting = new Set(
		decided.flatMap((each) => (each.desired && !confirmed.has(projectOf(each)) ? projectOf(each) : [])),
	);
	const held = [...waiting].filter((projectId) => written.has(projectId));
	return [
		...decided.filter((each) => !held.includes(projectOf(each))),
		...held.map((projectId) => {
			const own = decided.filter((each) => projectOf(each) === projectId);
			const { index = 0 } = own[0] ?? {};
			return {
				index,
				covers: [...new Set(own.flatMap(({ covers }) => covers))],
				outcome: unconfirmed(entity, projectId, written.get(projectId) ?? []),
			};
		}),
	];
}

function unconfirmed(entity: Entity, projectId: string, amounts: readonly EarlierAmount[]): Outcome {
	const texts = amounts.map(({ costCode, costType, before, after, budgetChangeId }) => {
		const change = budgetChangeId === '' ? '' : ` by budget change ${budgetChangeId}`;
		return `${`${costCode} ${costType}`.trim()}: ${after}${change}, before it ${before ?? 'no line'}`;
	});
	return reasoned(
		{ entity, sapKey: withoutBudgetLine, projectId, subject: `project ${projectId}` },
		'costs_not_confirmed',
		`${amounts.length === 1 ? 'One amount' : `${amounts.length} amounts`}: ${handful(texts, '; ')}.`,
		{ amounts: [...amounts] },
	);
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How long ago the last run of a workflow that is still published may be. */
export const longestBetweenMs = 1.5 * dayMs;

/** A workflow of version 0.1 that seems to be published still. */
export interface PublishedVersion01 {
	runId: string;
	startedAt: string;
	/** When its next run would have begun by now, so that it seems to be gone; ISO 8601. */
	until: string;
}

/**
 * Whether a workflow of version 0.1 seems to be published still: its last run is more recent than any of this version, and
 * no longer ago than the time between two of them, and half of it. The template of version 0.1 ran once a day.
 * @param now ISO 8601
 */
export function publishedVersion01(runs: readonly RunTrace[], now: string): PublishedVersion01 | undefined {
	const times = runs
		.filter(isOfVersion01)
		.map((run) => ({ run, ms: Date.parse(run.started_at) }))
		.filter(({ ms }) => !Number.isNaN(ms))
		.sort((a, b) => b.ms - a.ms);
	const [last, before] = times;
	if (!last) return undefined;
	const isSucceeded = runs.some((run) => !isOfVersion01(run) && Date.parse(run.started_at) > last.ms);
	const apart = before ? last.ms - before.ms : dayMs;
	const until = last.ms + Math.min(1.5 * Math.max(apart, 15 * minuteMs), longestBetweenMs);
	if (isSucceeded || Date.parse(now) > until) return undefined;
	return { runId: last.run.run_id, startedAt: last.run.started_at, until: new Date(until).toISOString() };
}
