import { leaseEntity } from '../../../../shared/tables/lease';
import type { Ledger } from '../../../ledger';
import { refusals, type RefusalCode } from '../../../reports/forms/refusals';
import { runOutcome, type RunState } from '../../../reports/exceptions/run';
import { counted } from '../../../reports/kit/format';
import { markup, type Html } from '../../../reports/kit/html';
import type { Page } from '../../../reports/kit/page';
import { noLinks } from '../../../reports/links';
import type { ReportName } from '../../../reports/names';
import { lastOf, type ReportRequest } from '../../../reports/request';
import { exceptionsOnRecord } from '../exceptions';
import { linksOf } from '../links';
import type { FormContext } from './form';
import { resultOf, type Kept } from './kept';
import { runAction, runReleased } from './runReleased';
import { offered } from './show';

const said = (text: string): Html => markup`<p class="notice" role="status">${text}</p>\n`;

/** What came of the form that has led here, above the page; reloads itself while a run is under way. */
export async function withResult(
	page: Page,
	source: FormContext,
	report: ReportName,
	{ query, user }: Pick<ReportRequest, 'query' | 'user'>,
): Promise<Page> {
	const { ledger, now } = source;
	const [formId, code] = [lastOf(query.done), lastOf(query.refused)];
	if (code in refusals) return { ...page, top: [said(refusals[code as RefusalCode]), ...page.top] };
	if (formId === '') return page;
	const result = await resultOf(ledger, formId);
	if (result === undefined) return page;
	if (result === 'taken') return { ...page, refreshSeconds: 3, top: [said('It is being carried out.'), ...page.top] };
	if (!result.replay)
		return { ...page, top: [said(result.message), ...(await runButton(source, report, user, result)), ...page.top] };
	const state = await runState(ledger, result, result.replay, now);
	const { content, refreshSeconds } = runOutcome(
		result.message,
		state,
		source.source ? await linksOf(source.source) : noLinks,
	);
	return { ...page, ...(refreshSeconds ? { refreshSeconds } : {}), top: [content, ...page.top] };
}

/** A button that sends at once what the form has released. */
async function runButton(
	source: FormContext,
	page: ReportName,
	user: string,
	{ documents, by }: Kept,
): Promise<Html[]> {
	const run = runReleased.find((form) => form.page === page);
	if (!run || !documents) return [];
	const proposal = await run.propose(source, { form: [lastOf(source.source?.request.query.done)] });
	if (typeof proposal === 'string' || 'nothing' in proposal) return [];
	const name = user !== '' && by.endsWith(` (${user})`) ? by.slice(0, -user.length - 3) : by;
	return [
		markup`<p>${proposal.title}. What waited goes with the next run in any case.</p>\n`,
		await offered(source, { page, action: runAction, user }, proposal, name),
	];
}

/** Where the run is that was started for a form. The lease has kept others out, so the next one to begin is that run. */
async function runState(
	ledger: Ledger,
	{ exceptions }: Kept,
	{ holder, replay }: NonNullable<Kept['replay']>,
	now: string,
): Promise<RunState> {
	// Before the runs: whoever has let go of the lease has left its row.
	const [lease] = await ledger.rows('state', [{ column: 'entity', value: leaseEntity }]);
	const since = holder.split(' since ').at(-1) ?? '';
	const runs = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	const [run] = runs.filter(({ mode }) => mode === 'replay').sort((a, b) => (a.started_at < b.started_at ? -1 : 1));
	const sent = run ? await inProcore(ledger, run.run_id) : [];
	const { open, ignored } = await exceptionsOnRecord(ledger, now);
	const keyOf = (entity: string, key: string, projectId: string) =>
		JSON.stringify(exceptions ? [entity, key, projectId] : [entity, key]);
	const chosen = exceptions
		? exceptions.map(({ entity, key, projectId }) => keyOf(entity, key, projectId))
		: (replay.documents ?? []).map(({ entity, key }) => keyOf(entity, key, ''));
	const isChosen = new Set(chosen);
	return {
		run: run
			? { runId: run.run_id, status: run.status, progress: run.progress, summary: run.summary, message: run.message }
			: undefined,
		// The sync takes the lease over in its own name, a moment before it has a row.
		isStarting: !run && Date.parse(lease?.lease_until ?? '') > Date.parse(now),
		chosen: counted(isChosen.size, exceptions ? 'exception' : 'document'),
		sent,
		left: [...open, ...ignored].filter((each) => isChosen.has(keyOf(each.entity, each.sapKey, each.projectId))),
	};
}

/** What a run has left in Procore, by the audit trail. */
async function inProcore(ledger: Ledger, runId: string): Promise<RunState['sent']> {
	const names = new Map((await ledger.rows('projects')).map((row) => [row.project_id, row.project_name]));
	const rows = await ledger.rows('audit', [{ column: 'run_id', value: runId }]);
	return rows
		.filter(({ status, project_id: projectId }) => (status === 'synced' || status === 'unchanged') && projectId !== '')
		.map(({ entity, sap_key: sapKey, project_id: projectId, procore_id: procoreId }) => ({
			...{ entity, sapKey, projectId, procoreId, project: names.get(projectId) || projectId },
		}));
}
