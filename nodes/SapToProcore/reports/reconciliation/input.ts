import type { OverContract, PlannedCost, ProjectCost, PurchaseOrder } from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import type { ValueMap } from '../../lookup/values';
import type { CostsOnOrders } from '../../lanes/projectCost/part';
import type { OrderSettings } from '../../lanes/purchaseOrder/settings';
import type { RosterRow } from '../../ledger/rows';
import type { ReportedException } from '../exceptions/model';
import type { BudgetRow } from './budget';
import type { ReportedContract } from './contracts';

/** Which costs are direct costs in Procore. */
export interface CostRules {
	onOrders: CostsOnOrders;
	overContract: OverContract;
}

export interface ReconciliationInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	settings: OrderSettings;
	/** Whether the sync gives lines tax codes: Procore's totals then have tax in them, SAP's do not. */
	isTaxed?: boolean;
	/** All orders of SAP, in the currency in which they count. */
	orders: PurchaseOrder[];
	/** Orders that SAP has but that could not be read: nothing is said about them. */
	unreadOrders: ReadonlySet<string>;
	/** Contracts of all projects that are synced, deleted ones too. */
	contracts: ReportedContract[];
	/** Contracts that were read by themselves, with their lines. */
	wholeContracts: ReportedContract[];
	/** Whether the lines of all orders that differ should be among them. */
	readsLines?: boolean;
	/** Projects whose contracts could not be read. */
	unreadProjects: ReadonlySet<string>;
	projects: RosterRow[];
	costCodes: CostCodeMap;
	values: ValueMap;
	exceptions: ReportedException[];
	/** Orders that a step of the workflow has left out, and when. */
	filteredOut: ReadonlyMap<string, string>;
	costRules: CostRules;
	/** In the currency in which they count; undefined = not read. */
	costs: ProjectCost[] | undefined;
	plan: PlannedCost[] | undefined;
	budget: BudgetRow[] | undefined;
	/** Projects whose budget could not be read. */
	unreadBudgets: ReadonlySet<string>;
	/** The sync has written nothing to Procore yet. */
	onlyPreviewed: boolean;
	/** What could not be read, in words. */
	gaps: string[];
}
