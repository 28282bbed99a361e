import type { SapSupplierInvoice } from '../../data/sap-invoice-types.ts';
import type { Row } from '../odata/values.ts';

/** The rows of an entity set of API_SUPPLIERINVOICE_PROCESS_SRV. */
export function supplierInvoiceRows(set: string, invoices: readonly SapSupplierInvoice[]): Row[] {
	return invoices.flatMap(({ header, items }): Row[] => {
		if (set === 'A_SupplierInvoice') return [{ ...header }];
		const { SupplierInvoice, FiscalYear } = header;
		return items.flatMap(({ assignments, ...item }): Row[] => {
			const { SupplierInvoiceItem } = item;
			const key = { SupplierInvoice, FiscalYear, SupplierInvoiceItem };
			return set === 'A_SuplrInvcItemPurOrdRef'
				? [{ ...item, ...key }]
				: assignments.map((assignment) => ({ ...assignment, ...key }));
		});
	});
}
