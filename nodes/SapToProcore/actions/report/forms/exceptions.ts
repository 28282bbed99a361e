import { partition } from 'lodash';
import { z } from 'zod/v3';
import { isEntity } from '../../../../shared/entities';
import { makeEdits, type Edit } from '../../../ledger/changes';
import { chosenColumns } from '../../../reports/exceptions/columns';
import { filterOf, isFor, isMeant } from '../../../reports/exceptions/filter';
import type { OpenException } from '../../../reports/exceptions/model';
import type { Field } from '../../../reports/forms/fields';
import { counted, grouped, moneyTexts } from '../../../reports/kit/format';
import type { Html } from '../../../reports/kit/html';
import { totals } from '../../../reports/kit/sums';
import { table } from '../../../reports/kit/table';
import { lastOf, type Query } from '../../../reports/request';
import { openAgain } from '../../../sync/record/exceptionRows';
import { isByNameOnly } from '../../../sync/replayKeys';
import { mostDocuments } from '../../../sync/request';
import { exceptionsOnRecord } from '../exceptions';
import { conflictText } from './conflict';
import { pageForm, type Done, type FormContext, type Sent } from './form';
import { alsoTaken, started } from './started';

const documentSchema = z.object({
	entity: z.string(),
	key: z.string(),
	projectId: z.string(),
	status: z.string(),
	reason: z.string(),
});
type Document = z.infer<typeof documentSchema>;
const documents = z.array(documentSchema);

interface Chosen {
	rows: OpenException[];
	/** Why there are not more of them, `""` = these are all. */
	limit: string;
}

/** The exceptions that were chosen on the page: one by one, or all that the filter means. The largest amounts come first. */
async function chosen({ ledger, now }: FormContext, query: Query, status: 'open' | 'ignored'): Promise<Chosen> {
	const { open, ignored } = await exceptionsOnRecord(ledger, now);
	const ids = new Set(query.row ?? []);
	const filter = filterOf(query);
	const isChosen = (row: OpenException) =>
		lastOf(query.all) === '1' ? isMeant(row, filter) && isFor(row, filter) : ids.has(row.id);
	const all = (status === 'open' ? open : ignored).filter(isChosen);
	const rows = all.slice(0, mostDocuments);
	const left = all.length - rows.length;
	return {
		rows,
		limit: left > 0 ? `${grouped(String(left))} more can be chosen afterwards: a form takes ${mostDocuments}.` : '',
	};
}

const documentOf = ({ entity, sapKey, projectId, status, reason }: OpenException): Document => ({
	...{ entity, key: sapKey, projectId, status, reason },
});

const list = (rows: readonly OpenException[]): Html[] => [
	table(chosenColumns, rows, { empty: '', most: mostDocuments }),
];

const nothing = 'Nothing is chosen that is still as it was. Choose exceptions on the page.';
const waiting = (rows: readonly OpenException[]) => moneyTexts(totals(rows));
const withAmount = (rows: readonly OpenException[]) =>
	`${counted(rows.length, 'exception')}${waiting(rows) ? `, ${waiting(rows)}` : ''}`;

/** Documents that SAP has, by their numbers; a lane as a whole has none. */
const canBeSent = ({ entity, sapKey }: Pick<OpenException, 'entity' | 'sapKey'>) => isEntity(entity) && sapKey !== '';

const retry = pageForm<Document[]>({
	action: 'retry',
	page: 'exceptions',
	data: documents,
	fields: () => [],
	async propose(source, query) {
		const { rows, limit } = await chosen(source, query, 'open');
		const documents = rows.filter(canBeSent);
		if (documents.length === 0)
			return rows.length === 0 ? nothing : 'These have no document of their own: every run looks at them.';
		const [byName, usual] = partition(documents, isByNameOnly);
		const able = usual.length > 0 ? usual : byName;
		const others = rows.length - documents.length;
		return {
			title: `Retry ${withAmount(able)}`,
			effects: [
				'The sync starts now. It reads these documents from SAP again and sends what can be sent to Procore.',
				`${alsoTaken(able.map(documentOf))} Pressing twice does no harm.`,
				...(byName.length > 0
					? [
							usual.length > 0
								? `${counted(byName.length, 'other')} of those chosen would take something out of Procore: choose such exceptions without any others.`
								: 'What Procore has of these leaves it, unless SAP shows it again.',
						]
					: []),
				...(others > 0
					? [`${counted(others, 'other')} of those chosen stand for a lane as a whole: every run looks at them.`]
					: []),
				...(limit ? [limit] : []),
			],
			about: list(able),
			fields: [],
			button: 'Retry now',
			data: able.map(documentOf),
		};
	},
	async apply(source, { data }): Promise<Done> {
		const exceptions = data.map(({ entity, key, projectId }) => ({ entity, key, projectId }));
		return { ...(await started(source, data, counted(data.length, 'exception'))), exceptions };
	},
});

const dayMs = 86_400_000;

const ignoreFields = (now: string): Field[] => [
	{ name: 'why', label: 'Why', kind: 'text', required: true, longest: 200 },
	{
		name: 'until',
		label: 'Until',
		help: 'From that day on runs take it up again, whatever has changed by then.',
		kind: 'date',
		required: false,
		longest: 10,
		earliest: new Date(Date.parse(now) + dayMs).toISOString().slice(0, 10),
	},
];

const ignore = pageForm<Document[]>({
	action: 'ignore',
	page: 'exceptions',
	data: documents,
	fields: ignoreFields,
	async propose(source, query) {
		const { rows, limit } = await chosen(source, query, 'open');
		if (rows.length === 0) return nothing;
		return {
			title: `Ignore ${withAmount(rows)}`,
			effects: [
				'They no longer count as open, and nobody is told about them. Nothing changes in SAP or in Procore.',
				'One comes back once its document changes in SAP, or something else is the matter with it.',
				...(limit ? [limit] : []),
			],
			about: list(rows),
			fields: ignoreFields(source.now),
			button: 'Ignore',
			data: rows.map(documentOf),
		};
	},
	apply: async (source, sent) =>
		await edited(source, sent, 'Ignored', {
			status: 'ignored',
			ignored_until: sent.fields.until ?? '',
			ignored_reason: sent.fields.why ?? '',
		}),
});

const reopen = pageForm<Document[]>({
	action: 'reopen',
	page: 'exceptions',
	data: documents,
	fields: () => [],
	async propose(source, query) {
		const { rows, limit } = await chosen(source, query, 'ignored');
		if (rows.length === 0) return nothing;
		return {
			title: `Take up ${withAmount(rows)}`,
			effects: ['They are open again, and the next run looks at their documents.', ...(limit ? [limit] : [])],
			about: list(rows),
			fields: [],
			button: 'Take up again',
			data: rows.map(documentOf),
		};
	},
	apply: async (source, sent) => await edited(source, sent, 'Took up again', { ...openAgain }),
});

/** Changes the rows of exceptions that are still as they were announced. */
async function edited(
	{ ledger, now }: FormContext,
	{ data, by, formId }: Sent<Document[]>,
	verb: string,
	cells: NonNullable<Edit['cells']>,
): Promise<Done> {
	const edits = data.map(
		({ entity, key, projectId, status, reason }): Edit => ({
			table: 'exceptions',
			key: { entity, sap_key: key, project_id: projectId },
			seen: { status, reason },
			cells,
		}),
	);
	const summary = `${verb}: ${counted(data.length, 'exception')}`;
	const results = await makeEdits(ledger, edits, { by, at: now, formId, summary });
	const made = results.filter((each) => each === 'made').length;
	const conflicts = data.filter((_, index) => results[index] === 'conflict').map(({ key }) => key);
	return { message: `${verb}: ${counted(made, 'exception')}.${conflictText(conflicts)}` };
}

export const exceptionForms = [retry, ignore, reopen];
