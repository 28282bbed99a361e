import type { ProjectCost, PurchaseOrder } from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import type { OrderSettings } from '../../lanes/purchaseOrder/settings';
import type { RosterRow } from '../../ledger/rows';
import type { ReportedException } from '../exceptions/model';
import type { BudgetRow } from './budget';
import type { ReportedContract } from './contracts';

export interface ReconciliationInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	settings: OrderSettings;
	/** All orders of SAP. */
	orders: PurchaseOrder[];
	/** Orders that SAP has but that could not be read: nothing is said about them. */
	unreadOrders: ReadonlySet<string>;
	/** Contracts of all projects that are synced, deleted ones too. */
	contracts: ReportedContract[];
	/** Contracts that were read by themselves, with their lines. */
	wholeContracts: ReportedContract[];
	/** Projects whose contracts could not be read. */
	unreadProjects: ReadonlySet<string>;
	projects: RosterRow[];
	costCodes: CostCodeMap;
	exceptions: ReportedException[];
	/** Undefined = not read. */
	costs: ProjectCost[] | undefined;
	budget: BudgetRow[] | undefined;
	/** What could not be read, in words. */
	gaps: string[];
}
