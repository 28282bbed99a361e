import type { ProcoreSeed, SimProject, SimVendor } from '../procore/types.ts';
import type { CostCase } from './costs/costs.ts';
import type { InvoiceCase } from './invoices/invoices.ts';
import type { OrderCase } from './orders/orders.ts';
import type { PlanCase } from './plan/plan.ts';
import type { RequisitionCase } from './requisitions/requisitions.ts';
import type { SapCostCenter, SapGlAccount, SapPosting } from './sap-cost-types.ts';
import type { SapSupplierInvoice } from './sap-invoice-types.ts';
import type { SapPurchaseOrder } from './sap-order-types.ts';
import type { SapPlanItem } from './sap-plan-types.ts';
import type { SapProject, SapWbsElement } from './sap-project-types.ts';
import type { SapPurchaseRequisition } from './sap-requisition-types.ts';
import type { SapSupplier } from './sap-types.ts';
import type { FilledTables } from './tables.ts';

/**
 * `tiny` is a few records of `tour`, for tests that go through it hundreds of times; `large` is what a large contractor has,
 * to measure growth with.
 */
export type DatasetName = 'tour' | 'seed' | 'large' | 'tiny';

/** A situation that a name in `Dataset.cases` stands for. */
export interface DatasetCase {
	/** SAP supplier number that the case is about; the lower one where there are two. */
	supplier: string;
	/** Further SAP supplier numbers that belong to the case. */
	others: string[];
	/** Procore vendor ids that belong to the case. */
	vendors: number[];
	/** What is odd about it, in a sentence. */
	note: string;
}

/** Everything SAP stores, as far as its services show it. */
export interface SapData {
	suppliers: SapSupplier[];
	orders: SapPurchaseOrder[];
	requisitions: SapPurchaseRequisition[];
	projects: SapProject[];
	wbsElements: SapWbsElement[];
	glAccounts: SapGlAccount[];
	costCenters: SapCostCenter[];
	postings: SapPosting[];
	planItems: SapPlanItem[];
	invoices: SapSupplierInvoice[];
}

/** What SAP and Procore hold when the simulators start. */
export interface Dataset {
	name: DatasetName;
	/** SAP system id, part of every origin ID. */
	system: string;
	/** ISO 8601 UTC; no record is newer. */
	baseDate: string;
	sap: SapData;
	procore: ProcoreSeed & { company: { id: number; name: string }; projects: SimProject[]; vendors: SimVendor[] };
	cases: Record<string, DatasetCase>;
	orderCases: Record<string, OrderCase>;
	requisitionCases: Record<string, RequisitionCase>;
	costCases: Record<string, CostCase>;
	planCases: Record<string, PlanCase>;
	invoiceCases: Record<string, InvoiceCase>;
	/** Rows that a customer's people have filled in, by table; without ids. */
	tables: FilledTables;
}
