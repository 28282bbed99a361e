import { z } from 'zod/v3';
import { handful } from '../../../../shared/texts';
import type { LedgerRow } from '../../../ledger';
import { makeEdits, type Edit } from '../../../ledger/changes';
import { valuesIn } from '../../../lookup/keys';
import type { Effect } from '../../../mapping/effects';
import { counted, moneyTexts } from '../../../reports/kit/format';
import { totals } from '../../../reports/kit/sums';
import { effectTables, effectTexts } from '../../../reports/mapping/effects';
import { branchIn } from '../../../reports/projects/branch';
import { lastOf, type Query } from '../../../reports/request';
import { mappingFacts } from '../mapping';
import { effectOnNextRun } from '../nextRun';
import { waitingOnRecord } from '../waiting';
import { conflictText } from './conflict';
import { documentsOf } from './mappedRows';
import { pageForm, type AnyForm, type Done, type FormContext, type Sent } from './form';
import { alsoTaken, chosenText, documentsSchema, started } from './started';

type Row = LedgerRow<'projects'>;

const nameOf = ({ project_id: id, project_name: name }: Pick<Row, 'project_id' | 'project_name'>) =>
	[id, name].filter(Boolean).join(' ');

/** The project in the address; a text = why there is none. */
async function projectIn({ ledger }: FormContext, query: Query): Promise<{ row: Row; rows: Row[] } | string> {
	const rows = await ledger.rows('projects');
	const id = lastOf(query.project);
	const [row, ...more] = rows.filter((each) => each.project_id === id);
	if (!row)
		return 'The roster has no such project. Enter its project ID in Procore, the number that the list has before the name.';
	return more.length > 0
		? `${counted(more.length + 1, 'row')} of sap_procore_projects are of project ${id}. Delete all but one in n8n.`
		: { row, rows };
}

/** Changes rows of the roster that are still as they were announced. */
async function saved(
	{ ledger, now }: FormContext,
	{ by, formId }: Pick<Sent<unknown>, 'by' | 'formId'>,
	edits: ReadonlyArray<Omit<Edit, 'table'>>,
	summary: string,
): Promise<Done & { made: number }> {
	const all = edits.map((edit): Edit => ({ table: 'projects', ...edit }));
	const results = await makeEdits(ledger, all, { by, at: now, formId, summary });
	const lost = edits.filter((_, index) => results[index] !== 'made').map(({ key }) => String(key.project_id));
	const made = edits.length - lost.length;
	return { made, message: `${made > 0 ? `Saved: ${summary}.` : 'Nothing was saved.'}${conflictText(lost)}` };
}

const branched = z.object({
	projectId: z.string().min(1),
	branch: z.string().min(1),
	/** The cell as it was, and as it is to be. */
	seen: z.string(),
	cell: z.string().min(1),
	/** What the sync is started for; none = the next run does it. */
	documents: documentsSchema,
});

/** What a further branch does, in sentences. */
function branchEffects(row: Row, branch: string, effect: Effect | { unknown: string }): string[] {
	const there = [...valuesIn(row.sap_project), ...valuesIn(row.sap_wbs_prefix)];
	return [
		`WBS elements of ${branch} belong to project ${nameOf(row)}${there.length > 0 ? `, beside those of ${handful(there)}` : ''}.`,
		...('unknown' in effect
			? [`What the next run does because of it is not known: ${effect.unknown}`]
			: effectTexts(effect)),
		...closedText(row),
	];
}

const closedText = ({ active, sync_enabled: synced }: Row): string[] => [
	...(synced ? [] : ['The sync of this project is off: nothing is sent until it is switched on.']),
	...(active ? [] : ['The project is inactive in Procore: nothing is sent until it is active there.']),
];

/** Adds a branch of WBS elements to a project; with `runs`, the sync takes up at once what it places. */
const addBranch = (action: string, runs: boolean): AnyForm =>
	pageForm<z.infer<typeof branched>>({
		action,
		page: 'projects',
		data: branched,
		fields: () => [],
		async propose(source, query) {
			if (!source.source) return 'Open the page and choose again.';
			const branch = branchIn(lastOf(query.branch));
			if (branch === undefined)
				return 'That is not a branch of WBS elements. Enter one such as U-2200, or U-22* for everything that starts with U-22.';
			const found = await projectIn(source, query);
			if (typeof found === 'string') return found;
			const { row, rows } = found;
			if ([...valuesIn(row.sap_wbs_prefix), ...valuesIn(row.sap_project)].includes(branch))
				return `Project ${nameOf(row)} has ${branch} already.`;
			const other = rows.find(
				(each) => each !== row && [...valuesIn(each.sap_wbs_prefix), ...valuesIn(each.sap_project)].includes(branch),
			);
			if (other) return `${branch} belongs to project ${nameOf(other)}. Nothing can be in two projects.`;
			const known = await mappingFacts(source.source);
			const cell = [...valuesIn(row.sap_wbs_prefix), branch].join(', ');
			const effect = await effectOnNextRun(source.source, known.facts, known.side.gaps, {
				projects: rows.map((each) => (each === row ? { ...row, sap_wbs_prefix: cell } : each)),
			});
			const documents = runs && !('unknown' in effect) ? documentsOf(effect) : [];
			if (runs && documents.length === 0)
				return 'unknown' in effect
					? `What ${branch} brings is not known: ${effect.unknown} Add it without a run.`
					: `${branch} brings nothing to Procore: add it without a run.`;
			return {
				title: `${branch} for project ${nameOf(row)}`,
				effects: [
					...branchEffects(row, branch, effect),
					...(runs ? [`The sync starts now, for ${chosenText(documents)}. ${alsoTaken(documents)}`] : []),
				],
				about: 'unknown' in effect ? [] : effectTables(effect, known.facts.projects),
				fields: [],
				button: runs ? 'Add and run now' : 'Add',
				data: { projectId: row.project_id, branch, seen: row.sap_wbs_prefix, cell, documents },
			};
		},
		async apply(source, sent) {
			const { projectId, branch, seen, cell, documents } = sent.data;
			const edit = { key: { project_id: projectId }, seen: { sap_wbs_prefix: seen }, cells: { sap_wbs_prefix: cell } };
			const { made, message } = await saved(source, sent, [edit], `${branch} for project ${projectId}`);
			if (made === 0 || documents.length === 0) return { message };
			const run = await started(source, documents);
			return { ...run, message: `${message} ${run.message}` };
		},
	});

const switched = z.array(z.object({ projectId: z.string().min(1), seen: z.boolean() })).min(1);

/** Switches the sync of projects on or off. */
const switchSync = (action: string, on: boolean): AnyForm => {
	const word = on ? 'on' : 'off';
	return pageForm<z.infer<typeof switched>>({
		action,
		page: 'projects',
		data: switched,
		fields: () => [],
		async propose({ ledger, now }, query) {
			const chosen = new Set(query.project ?? []);
			const all = (await ledger.rows('projects')).filter(({ project_id: id }) => chosen.has(id));
			const rows = all.filter(({ sync_enabled: synced }) => synced !== on);
			if (rows.length === 0)
				return all.length === 0 ? 'Choose projects on the page.' : `The sync of these projects is ${word} already.`;
			const ids = new Set(rows.map(({ project_id: id }) => id));
			const open = (await waitingOnRecord(ledger, now, [])).open.filter(({ projectId }) => ids.has(projectId));
			const waiting = [counted(open.length, 'exception'), moneyTexts(totals(open))].filter(Boolean).join(', ');
			return {
				title: `Sync ${word}: ${counted(rows.length, 'project')}`,
				effects: [
					handful(rows.map(nameOf)),
					...(on
						? [
								'The next runs send to these projects whatever changes in SAP from now on. For what was left out before, start a backfill.',
							]
						: [
								'Runs no longer send anything to these projects. What Procore has of them stays as it is.',
								`Of them are open: ${waiting}. They are left out from the next run on.`,
							]),
				],
				about: [],
				fields: [],
				button: `Switch ${word}`,
				data: rows.map(({ project_id: projectId, sync_enabled: seen }) => ({ projectId, seen })),
			};
		},
		async apply(source, sent) {
			const edits = sent.data.map(({ projectId, seen }) => ({
				...{ key: { project_id: projectId }, seen: { sync_enabled: seen }, cells: { sync_enabled: on } },
			}));
			const { message } = await saved(source, sent, edits, `sync ${word} for ${counted(edits.length, 'project')}`);
			return { message };
		},
	});
};

const currencySet = z.object({ projectId: z.string().min(1), seen: z.string(), currency: z.string().length(3) });

/** Sets the currency of a project. */
const setCurrency = pageForm<z.infer<typeof currencySet>>({
	action: 'currency',
	page: 'projects',
	data: currencySet,
	fields: () => [],
	async propose(source, query) {
		const currency = lastOf(query.currency).toUpperCase();
		if (!/^[A-Z]{3}$/.test(currency)) return 'That is not a currency. It has three letters, such as USD.';
		const found = await projectIn(source, query);
		if (typeof found === 'string') return found;
		const { row } = found;
		if (row.currency === currency) return `Project ${nameOf(row)} has the currency ${currency} already.`;
		const { open } = await waitingOnRecord(source.ledger, source.now, []);
		const held = open.filter(({ projectId, reason }) => projectId === row.project_id && reason === 'currency_mismatch');
		return {
			title: `Currency ${currency} for project ${nameOf(row)}`,
			effects: [
				row.currency === '' ? 'Its row has none yet.' : `Its row has ${row.currency} now.`,
				'Procore keeps a project in one currency: what SAP has in another is held. Nothing that was sent changes.',
				`${counted(held.length, 'document')} of the project ${held.length === 1 ? 'is' : 'are'} held for the currency; the next run looks at them again.`,
			],
			about: [],
			fields: [],
			button: 'Set',
			data: { projectId: row.project_id, seen: row.currency, currency },
		};
	},
	async apply(source, sent) {
		const { projectId, seen, currency } = sent.data;
		const edit = { key: { project_id: projectId }, seen: { currency: seen }, cells: { currency } };
		const { message } = await saved(source, sent, [edit], `currency ${currency} for project ${projectId}`);
		return { message };
	},
});

export const projectForms = [
	...[addBranch('branch', false), addBranch('branch-run', true)],
	...[switchSync('sync-on', true), switchSync('sync-off', false), setCurrency],
];
