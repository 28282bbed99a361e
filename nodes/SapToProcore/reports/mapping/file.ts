import { codeText, keysOf } from '../../lookup/costCodes';
import { unmappedColumns } from '../exceptions/columns';
import { fileRows, type Column, type FileRow } from '../kit/columns';
import type { MappingFacts } from './build';
import { projectOfRow } from './codes';
import { partTexts } from './combinations';
import type { MappingReport, ToMap } from './model';

/** One line of the file: an account assignment or a pattern, as the table has it or is to have it. */
interface FileLine extends Omit<ToMap, 'projectId'> {
	customer: string;
	costCode: string;
	costType: string;
	subJob: string;
	segments: string;
	enabled: boolean;
}

/** The columns of the file; by those of the table it is read when it comes back. */
const columns: Array<Column<FileLine>> = [
	...unmappedColumns,
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'gl_account_text', label: 'Text of the G/L account', value: ({ texts }) => texts.glAccount },
	{ key: 'cost_center_text', label: 'Text of the cost center', value: ({ texts }) => texts.costCenter },
	{ key: 'wbs_element_text', label: 'Text of the WBS element', value: ({ texts }) => texts.wbsElement },
	{ key: 'item_text', label: 'Texts of order items', value: ({ texts }) => texts.lines.slice(0, 2).join(' · ') },
	{
		key: 'suggestion',
		label: 'Suggestion',
		value: ({ suggestions: [first] }) => (first ? codeText(first) : ''),
	},
	{ key: 'cost_code', label: 'Cost code', value: ({ costCode }) => costCode },
	{ key: 'cost_type', label: 'Cost type', value: ({ costType }) => costType },
	{ key: 'sub_job', label: 'Sub job', value: ({ subJob }) => subJob },
	{ key: 'segments', label: 'Segments', value: ({ segments }) => segments },
	{ key: 'enabled', label: 'Counts', value: ({ enabled }) => (enabled ? 'yes' : 'no') },
	{ key: 'note', label: 'Met first', value: ({ note }) => note },
	{ key: 'customer', label: 'Customer', value: ({ customer }) => customer },
];

const noCode = { costCode: '', costType: '', subJob: '', segments: '' };

/** The map as a file that people fill and bring back: first what nobody has mapped, then the rows that are filled or switched off. */
export function mapFile(
	{ customer, toMap }: Pick<MappingReport, 'customer' | 'toMap'>,
	{ rows, projects, texts }: Pick<MappingFacts, 'rows' | 'projects' | 'texts'>,
): FileRow[] {
	const others = rows.filter((row) => row.cost_code !== '' || !row.enabled);
	const nothing = { documents: 0, amount: '', currency: '', suggestions: [] };
	return fileRows(columns, [
		...toMap.map((each): FileLine => ({ ...each, ...noCode, customer, enabled: true })),
		...others.map(
			(row): FileLine => ({
				...{ ...keysOf(row), ...nothing, customer, enabled: row.enabled, note: row.note },
				...{ costCode: row.cost_code, costType: row.cost_type, subJob: row.sub_job, segments: row.segments },
				project: projectOfRow(row, projects)?.project_name ?? '',
				texts: { ...partTexts(keysOf(row), texts), lines: [] },
			}),
		),
	]);
}
