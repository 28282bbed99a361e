import type { LedgerRow } from '../../ledger';
import { fileRows, listed, type Column } from '../kit/columns';
import { counted, moneyTexts } from '../kit/format';
import type { Links } from '../links';
import type { Rendered } from '../rendered';
import { vendorsReport, type VendorsInput } from './build';
import { alikeText } from './candidates';
import { decisionText, type HeldSupplier, type OneTimeParty, type VendorsReport } from './model';
import { plannedColumns, vendorsPage } from './page';

const columns: Array<Column<HeldSupplier>> = [
	{ key: 'supplier', label: 'Supplier', value: ({ supplier }) => supplier },
	{ key: 'name', label: 'Name', value: ({ name }) => name },
	{ key: 'reason', label: 'Reason', value: ({ reason }) => reason },
	{ key: 'message', label: 'What is the matter', value: ({ message }) => message },
	{ key: 'documents', label: 'Documents that wait', kind: 'count', value: ({ documents }) => documents.length },
	{ key: 'amounts', label: 'Amount that waits', value: ({ amounts }) => moneyTexts(amounts) },
	{
		key: 'candidates',
		label: 'Candidates',
		value: ({ detail }) =>
			(detail?.candidates ?? []).map((each) => `vendor ${each.id} (${alikeText(each)})`).join('; '),
	},
	{ key: 'decision', label: 'Decision', value: ({ decided }) => (decided ? decisionText(decided) : '') },
	{ key: 'since', label: 'Since', kind: 'time', value: ({ since }) => since },
];

const partyColumns: Array<Column<OneTimeParty>> = [
	{ key: 'name', label: 'Name', value: ({ name }) => name },
	{ key: 'vendor', label: 'Vendor', value: ({ vendorId }) => vendorId },
	{ key: 'documents', label: 'Documents that wait', kind: 'count', value: ({ documents }) => documents.length },
	{ key: 'amounts', label: 'Amount that waits', value: ({ amounts }) => moneyTexts(amounts) },
];

/** The page on which people say which vendor a supplier is, and its rows for a file. */
export function renderVendors(
	input: VendorsInput,
	changes: ReadonlyArray<LedgerRow<'changes'>>,
	links: Links,
): Rendered<VendorsReport> {
	const model = vendorsReport(input);
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${counted(model.toDecide.length, 'supplier')} to decide on`,
		page: vendorsPage(model, changes, links),
		rows: [
			...listed('to decide', fileRows(columns, model.toDecide)),
			...listed('decided', fileRows(columns, model.decided)),
			...listed('one-time', fileRows(partyColumns, model.oneTime)),
			...listed('in the preview', fileRows(plannedColumns, model.planned)),
		],
	};
}
