import type { LedgerRow } from '../../ledger';
import { counted } from '../kit/format';
import type { Rendered } from '../rendered';
import { mappingReport, type MappingInput } from './build';
import { mapFile } from './file';
import type { MappingReport } from './model';
import { mappingPage } from './page';

/** The page on which people map account assignments, and its rows for a file. */
export function renderMapping(
	input: MappingInput,
	changes: ReadonlyArray<LedgerRow<'changes'>>,
): Rendered<MappingReport> {
	const model = mappingReport(input);
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${counted(model.assignments, 'account assignment')} without a cost code`,
		page: mappingPage(model, changes),
		rows: mapFile(model, input),
	};
}
