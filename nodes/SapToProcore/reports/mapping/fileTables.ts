import { codeIn, codeText, type CodeCells } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import type { Column } from '../kit/columns';
import type { Html } from '../kit/html';
import { table } from '../kit/table';
import type { BadLine, GoodLine } from './judge';
import { keysText } from './scope';

/** More lines than these nobody corrects by reading a page. */
const mostLines = 400;

const badColumns: Array<Column<BadLine>> = [
	{ key: 'line', label: 'Line', width: 'short', value: ({ number }) => String(number) },
	{ key: 'row', label: 'Row', width: 'long', value: ({ keys }) => keysText(keys) },
	{ key: 'code', label: 'Cost code', value: ({ code }) => code },
	{ key: 'why', label: 'Why', width: 'long', value: ({ why }) => why },
];

/** Lines that cannot be saved, each with the reason. */
export const badLines = (lines: readonly BadLine[]): Html => table(badColumns, lines, { empty: '', most: mostLines });

const stateText = (row: CodeCells & { enabled: boolean }) =>
	[codeText(codeIn(row)) || '(empty)', ...(row.enabled ? [] : ['switched off'])].join(', ');

/** Rows that are written, before and after. */
export function changedLines(lines: readonly GoodLine[], projects: Roster): Html {
	const columns: Array<Column<GoodLine>> = [
		{ key: 'line', label: 'Line', width: 'short', value: ({ number }) => String(number) },
		{ key: 'row', label: 'Row', width: 'long', value: ({ pattern }) => keysText(pattern) },
		{
			key: 'project',
			label: 'Project',
			value: ({ projectId }) => projects.byId(projectId)?.project_name || projectId,
		},
		{ key: 'before', label: 'Before', value: ({ row }) => (row ? stateText(row) : '(no row)') },
		{ key: 'after', label: 'After', value: ({ cells }) => stateText(cells) },
	];
	return table(columns, lines, { empty: '', most: mostLines });
}
