import type { Ledger } from '../../ledger';
import type { Rendered } from '../../reports/rendered';
import { renderVendors } from '../../reports/vendors';
import { vendorsReport, type VendorsInput } from '../../reports/vendors/build';
import type { VendorsReport } from '../../reports/vendors/model';
import { linksOf } from './links';
import type { Source } from './source';
import { plannedVendors } from './previewed';
import { waitingOnRecord } from './waiting';

/** Suppliers without their vendor, as the tables have them: neither system is asked. */
export async function makeVendors(source: Source): Promise<Rendered<VendorsReport>> {
	const { now, ledger } = source;
	const changesOf = async (table: string) => await ledger.rows('changes', [{ column: 'table_name', value: table }]);
	const changes = [...(await changesOf('sap_procore_vendors')), ...(await changesOf('sap_procore_values'))];
	return renderVendors(await inputOf(ledger, now), changes, await linksOf(source));
}

/** The same without the page. */
export const vendorsOnRecord = async (ledger: Ledger, now: string): Promise<VendorsReport> =>
	vendorsReport(await inputOf(ledger, now));

async function inputOf(ledger: Ledger, now: string): Promise<VendorsInput> {
	const outcomes = async (status: string) =>
		await ledger.rows('audit', [
			{ column: 'entity', value: 'supplier' },
			{ column: 'status', value: status },
		]);
	const waiting = await waitingOnRecord(ledger, now, ['supplier']);
	const all = [...(await outcomes('held')), ...(await outcomes('ignored'))];
	return {
		...{ customer: ledger.customer, now },
		...waiting,
		planned: await plannedVendors(ledger, waiting.seen),
		outcomes: all.sort((a, b) => (a.at < b.at ? -1 : 1)),
		rows: await ledger.rows('vendors'),
		values: await ledger.rows('values'),
	};
}
