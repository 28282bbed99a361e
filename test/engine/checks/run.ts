import { identityOf } from '../../e2e/support/requisitions.ts';
import type { Engine, EngineRun } from '../support/engine.ts';
import { moneyProblems } from './money.ts';
import { shownSecrets } from './secrets.ts';
import { auditOf, cell, isOwn, lookAt, procoreOf, runRowOf, type Seen } from './seen.ts';
import { logOnProblems, quotaProblems } from './traffic.ts';
import { watermarkProblems } from './watermarks.ts';

/** P1. Origin IDs of ours that Procore holds more than once, by kind of object. */
export function duplicates(engine: Engine): string[] {
	const { vendors, contracts, requisitions, costCodes, directCosts } = procoreOf(engine);
	const lines = [...contracts, ...directCosts].flatMap((each) => each.lines);
	return Object.entries({ vendors, contracts, requisitions, costCodes, directCosts, lines }).flatMap(([kind, held]) => {
		const origins = held.map(identityOf).filter(isOwn);
		const again = origins.filter((origin, index) => origins.indexOf(origin) < index);
		return [...new Set(again)].map((origin) => `P1 ${kind}: ${origin} is there more than once`);
	});
}

/** P4. What a run wrote that had nothing to write. What Procore refuses each time changes nothing. */
export const needlessWrites = (run: EngineRun): string[] =>
	run
		.writes()
		.filter(({ status }) => status < 400)
		.map(({ method, url }) => `P4 ${method} ${url} in a run without a change`);

const projectIn = (url: string) => /\/projects\/(\d+)/.exec(url)?.[1] ?? /[?&]project_id=(\d+)/.exec(url)?.[1];

function projectsIn(body: unknown): string[] {
	if (typeof body !== 'object' || body === null) return [];
	if (Array.isArray(body)) return body.flatMap(projectsIn);
	return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
		name === 'project_id' ? [String(value)] : projectsIn(value),
	);
}

/** P10. Writes to projects that were closed, or switched off, before the run. */
export function closedProjectWrites(run: EngineRun, before: Seen): string[] {
	return run.writes().flatMap(({ method, url, body }) => {
		const named = [projectIn(url), ...projectsIn(body)].filter((id) => id !== undefined && before.closed.has(id));
		return named.length > 0 ? [`P10 ${method} ${url} to project ${named.join(', ')}, which is closed or off`] : [];
	});
}

/** P11. Objects of other integrations that a run has changed, removed or taken over. */
export function foreignTouched(before: Seen, after: Seen): string[] {
	return [...before.objects].flatMap(([key, object]) =>
		isOwn(object.originId) || after.objects.get(key)?.content === object.content
			? []
			: [`P11 ${key} of ${object.originId} was changed`],
	);
}

/** The outcome that a row of the audit trail is about. */
const documentOf = (row: ReturnType<typeof auditOf>[number]) =>
	[row.entity, row.sap_key, row.project_id, row.entity === 'requisition' ? row.origin_id : ''].join(' ');

/**
 * P9. What a run has written without exactly one row in its audit trail, documents with two outcomes, and rows that say
 * something was written although nothing was.
 */
export function auditProblems(
	engine: Engine,
	runs: readonly EngineRun[],
	before: Seen,
	after: Seen,
	meanwhile: ReadonlySet<string>,
): string[] {
	const audit = runs.flatMap(({ executionId }) => auditOf(engine, cell(runRowOf(engine, executionId), 'run_id')));
	// A batch that resumes a window may meet again what the batch before it has read; each says what it did.
	const passes = runs.reduce((sum, { children }) => sum + children + 1, 0);
	const written = audit.filter(({ action }) => action !== 'none');
	const changed = changedObjects(before, after).filter(({ originId }) => !meanwhile.has(originId));
	const silent = changed.flatMap(({ id, originId, kind, projectId }) => {
		// Outcomes of actual costs are about cost codes and orders: several stand in one direct cost.
		if (kind === 'directCost')
			return written.some(({ entity, project_id }) => entity === 'actual_cost' && project_id === projectId)
				? []
				: [`P9 ${originId} was written and has no audit row`];
		const rows = written.filter(({ origin_id }) => origin_id === originId);
		// It counts nowhere for the time being, so that an order can take its place: the order's row says so.
		const madeRoom = written.some(({ detail }) => String(detail).includes(`whose contract (${id}) was set to Draft`));
		return (rows.length > 0 || madeRoom) && rows.length <= passes
			? []
			: [`P9 ${kind} ${originId} was written and has ${String(rows.length)} audit rows`];
	});
	const changedProjects = changedBudgets(before, after);
	const budgets = changedProjects.flatMap((projectId) =>
		written.some(
			({ entity, project_id }) => (entity === 'budget' || entity === 'actual_cost') && project_id === projectId,
		)
			? []
			: [`P9 the budget of ${projectId} was written and has no audit row`],
	);
	const seen = new Map<string, number>();
	for (const each of audit.filter(({ sap_key }) => sap_key !== '' && sap_key !== null))
		seen.set(documentOf(each), (seen.get(documentOf(each)) ?? 0) + 1);
	const doubled = [...seen].flatMap(([document, count]) =>
		count > passes ? [`P9 ${document} has ${String(count)} outcomes`] : [],
	);
	const origins = new Set(changed.map(({ originId }) => originId));
	// What makes room for a moment is in the end as it was.
	const sent = runs.flatMap((run) => run.writes().map(({ body }) => JSON.stringify(body))).join('\n');
	// Budget lines have no identity: their projects are looked at.
	const isThere = ({ entity, origin_id, project_id }: (typeof written)[number]) =>
		entity === 'budget'
			? changedProjects.includes(String(project_id))
			: origins.has(String(origin_id)) || sent.includes(`"${String(origin_id)}"`);
	const claimed = written
		.filter(({ status, entity }) => status === 'synced' && entity !== 'actual_cost')
		.filter((each) => isOwn(String(each.origin_id ?? '')) && !isThere(each))
		.map(
			({ origin_id, action }) =>
				`P9 ${String(origin_id)}: the audit trail says ${String(action)}, and nothing was written`,
		);
	return [...silent, ...budgets, ...doubled, ...claimed];
}

function changedObjects(before: Seen, after: Seen) {
	const keys = [...new Set([...before.objects.keys(), ...after.objects.keys()])];
	return keys.flatMap((key) => {
		const [old, now] = [before.objects.get(key), after.objects.get(key)];
		const object = now ?? old;
		const id = key.split(' ')[1] ?? '';
		return object && isOwn(object.originId) && old?.content !== now?.content ? [{ ...object, id }] : [];
	});
}

const changedBudgets = (before: Seen, after: Seen) =>
	[...after.budgets].filter(([id, content]) => before.budgets.get(id) !== content).map(([id]) => id);

/**
 * What must hold after every run, and after several at once, whatever happened in them. Of a run that was killed only what
 * is in Procore: it had no time to put on record what it did.
 * @param meanwhile origin IDs of objects that somebody else may have changed while the runs went on
 */
export function problemsOf(
	engine: Engine,
	runs: readonly EngineRun[],
	before: Seen,
	meanwhile: ReadonlySet<string> = new Set(),
): string[] {
	const after = lookAt(engine);
	const whole = runs.every(({ status }) => status !== 'killed');
	return [
		...duplicates(engine),
		...runs.flatMap((run) => closedProjectWrites(run, before)),
		...foreignTouched(before, after),
		...watermarkProblems(engine, runs, before, after),
		...quotaProblems(engine.exchanges.slice(before.exchanges)),
		...logOnProblems(engine.exchanges.slice(before.exchanges)),
		...shownSecrets(engine, runs),
		...(whole
			? [...auditProblems(engine, runs, before, after, meanwhile), ...moneyProblems(engine, runs, before)]
			: []),
	];
}
