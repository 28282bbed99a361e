import type { LedgerRow } from '../../ledger';
import { unmappedColumns } from '../exceptions/columns';
import { fileRows, type Column } from '../kit/columns';
import { counted } from '../kit/format';
import type { Rendered } from '../rendered';
import { mappingReport, type MappingInput } from './build';
import { codeText, type MappingReport, type ToMap } from './model';
import { mappingPage } from './page';

const columns: Array<Column<ToMap>> = [
	...unmappedColumns,
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{
		key: 'suggestion',
		label: 'Suggestion',
		value: ({ suggestions: [first] }) => (first ? codeText(first) : ''),
	},
	{ key: 'note', label: 'Met first', value: ({ note }) => note },
];

/** The page on which people map account assignments, and its rows for a file. */
export function renderMapping(
	input: MappingInput,
	changes: ReadonlyArray<LedgerRow<'changes'>>,
): Rendered<MappingReport> {
	const model = mappingReport(input);
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${counted(model.toMap.length, 'account assignment')} without a cost code`,
		page: mappingPage(model, changes),
		rows: fileRows(columns, model.toMap),
	};
}
