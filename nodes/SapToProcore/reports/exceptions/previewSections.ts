import { countBy } from 'lodash';
import { entityLabel, readableKey } from '../../../shared/entities';
import type { Column } from '../kit/columns';
import { counted, grouped, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import type { Section } from '../kit/page';
import { largestFirst, totals } from '../kit/sums';
import { table } from '../kit/table';
import type { Links } from '../links';
import { chosenColumns } from './columns';
import { isMeant, type ExceptionFilter } from './filter';
import type { PlannedDocument, Preview, PreviewedException } from './model';
import { adviceColumn, mostRows, reasonsSection, type ReasonGroup } from './reasons';

const supplierColumn = {
	key: 'supplier',
	label: 'Vendor',
	width: 'long',
	value: ({ supplier }: { supplier: string }) => supplier,
} as const;

const ageless = chosenColumns.filter(({ key }) => key !== 'age_days');

export const stoppedColumns: Array<Column<PreviewedException>> = [
	...ageless.slice(0, 3),
	supplierColumn,
	...ageless.slice(3),
];

export const stoppedFileColumns: Array<Column<PreviewedException>> = [
	...stoppedColumns,
	adviceColumn,
	{ key: 'reason', label: 'Reason', value: ({ reason }) => reason },
	{ key: 'project_id', label: 'Project ID', value: ({ projectId }) => projectId },
];

export const plannedColumns: Array<Column<PlannedDocument>> = [
	{ key: 'sap_key', label: 'SAP key', width: 'medium', value: ({ entity, sapKey }) => readableKey(entity, sapKey) },
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	supplierColumn,
	{
		key: 'would',
		label: 'Would',
		width: 'medium',
		value: ({ action, follows }) => (follows ? `${action}, once the run has written its contract` : action),
	},
	{ key: 'before', label: 'In Procore now', kind: 'amount', value: ({ before }) => before },
	{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];

export const plannedFileColumns: Array<Column<PlannedDocument>> = [
	{ key: 'entity', label: 'What', value: ({ entity }) => entityLabel(entity) },
	...plannedColumns,
	{ key: 'project_id', label: 'Project ID', value: ({ projectId }) => projectId },
	{ key: 'procore_id', label: 'In Procore', value: ({ procoreId }) => procoreId },
];

/** What of a preview a filter means. */
export function previewShown(preview: Preview, filter: ExceptionFilter): Preview {
	const asException = (row: PlannedDocument) => ({ ...row, reason: '', title: '', message: row.supplier });
	return {
		...preview,
		stopped: preview.stopped.filter((row) => isMeant({ ...row, message: `${row.message} ${row.supplier}` }, filter)),
		planned: preview.planned.filter((row) => isMeant(asException(row), filter)),
	};
}

/** What a run that writes would hold, by reason, and what it would write, by kind. Nobody can work off what is not there yet. */
export function previewSections({ at, stopped, planned }: Preview, isOpen: boolean, links: Links): Section[] {
	const from = `The preview of ${timeText(at)} UTC wrote nothing to Procore.`;
	const list = ({ rows }: ReasonGroup<PreviewedException>, advises: boolean) => stoppedTable(rows, advises, links);
	const reasons = (title: string, empty: string, rows: PreviewedException[], about = '') =>
		reasonsSection({ title, about, empty, isOpen, withAge: false }, rows, list);
	const people = stopped.filter(({ byItself }) => !byItself);
	const itself = stopped.filter(({ byItself }) => byItself);
	return [
		reasons(
			'The preview would hold',
			'Nothing.',
			people,
			`${from} What you settle before the next run that writes is not held.`,
		),
		reasons('The preview would leave waiting', 'Nothing.', itself),
		{
			title: 'The preview would write',
			about: 'By kind, the largest amount first. What Procore itself refuses only a run that writes can tell.',
			content: planned.length === 0 ? [markup`<p class="empty">Nothing.</p>`] : kinds(planned, isOpen, links),
		},
	];
}

const stoppedTable = (rows: readonly PreviewedException[], advises: boolean, links: Links): Html =>
	table(advises ? [...stoppedColumns, adviceColumn] : stoppedColumns, rows, {
		empty: '',
		most: mostRows,
		open: ({ entity, sapKey, projectId, runId }) => [
			...links.sap(entity, sapKey),
			...links.budget(projectId),
			...links.run(runId),
		],
	});

const kinds = (planned: readonly PlannedDocument[], isOpen: boolean, links: Links): Html[] =>
	[...new Set(planned.map(({ entity }) => entity))].map((entity) => {
		const rows = largestFirst(planned.filter((row) => row.entity === entity));
		const actions = Object.entries(countBy(rows, 'action')).sort(([, a], [, b]) => b - a);
		const what = actions.map(([action, count]) => `${grouped(String(count))} to ${action}`).join(', ');
		const facts = [what, moneyTexts(totals(rows))].filter(Boolean).join(' · ');
		const columns = plannedColumns.filter(
			({ key, value }) => !(entity === 'supplier' && key === 'sap_key') && rows.some((row) => value(row) !== ''),
		);
		return markup`<details class="group"${isOpen ? markup` open` : null}><summary><strong>${entityLabel(entity)}</strong> <span class="note">${facts}</span></summary>
${table(columns, rows, {
	empty: '',
	most: mostRows,
	open: ({ sapKey, projectId, procoreId: id }) => [
		...links.sap(entity, sapKey),
		...links.procore(entity, { projectId, id }),
		...links.budget(projectId),
	],
})}</details>
`;
	});

/** In one line, of a number that somebody has looked up. */
export const previewFound = ({ stopped, planned }: Preview): string =>
	`the preview would hold ${stopped.length} and write ${counted(planned.length, 'document')}`;
