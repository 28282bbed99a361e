import type { Entity } from '../../shared/entities';
import type { PurchaseOrder, PurchaseRequisition, Supplier, SupplierInvoice } from '../../shared/model';
import type { LedgerRow, TableName } from '../ledger';
import type { OrderSettings } from '../lanes/purchaseOrder/settings';

type Rows<T extends TableName> = ReadonlyArray<LedgerRow<T>>;

/** What the tables have of what was searched, and of the documents that it waits for. */
export interface LedgerFacts {
	audit: Rows<'audit'>;
	exceptions: Rows<'exceptions'>;
	allocations: Rows<'allocations'>;
	contracts: Rows<'contracts'>;
	vendors: Rows<'vendors'>;
	projects: Rows<'projects'>;
	costCodes: Rows<'cost_codes'>;
	values: Rows<'values'>;
	state: Rows<'state'>;
	/** Those that only said what they would write. */
	runs: Rows<'runs'>;
	/** Tables of which all rows are here: only of those can be said that no row fits. */
	whole: ReadonlySet<TableName>;
}

/** A document as SAP has it. */
export type SapDocument =
	| { entity: 'supplier'; document: Supplier }
	| { entity: 'purchase_order'; document: PurchaseOrder }
	| { entity: 'requisition'; document: PurchaseRequisition }
	| { entity: 'supplier_invoice'; document: SupplierInvoice };

/** What SAP said, where it was asked. */
export interface SapAnswer {
	documents: readonly SapDocument[];
	/** What of it could not be read, in words. */
	failures: readonly string[];
}

export interface LastRun {
	/** Lanes that it had. */
	lanes: readonly Entity[];
	/** How it decides on orders; undefined = the system ID of SAP is not known. */
	orders: OrderSettings | undefined;
}

export interface ExplainInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** What somebody has typed. */
	search: string;
	facts: LedgerFacts;
	/** undefined = SAP was not asked. */
	sap: SapAnswer | undefined;
	/** Settings of the last run; undefined = none is on record, or nobody looked. */
	lastRun: LastRun | undefined;
}
