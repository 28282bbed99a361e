import type { Entity } from '../../../shared/entities';
import type { PlannedCost, ProjectCost, PurchaseOrder, PurchaseRequisition } from '../../../shared/model';
import type { CostSettings } from '../../lanes/projectCost/part';
import type { OrderSettings } from '../../lanes/purchaseOrder/settings';
import type { RequisitionSettings } from '../../lanes/requisition/settings';
import type { CostCodeRow, ExceptionRow, KnownContractRow, RosterRow, StateRow, ValueRow } from '../../ledger/rows';
import type { ProjectCode } from '../suggest';

/** The tables that decide where a document goes. */
export interface MappingTables {
	projects: readonly RosterRow[];
	costCodes: readonly CostCodeRow[];
	values: readonly ValueRow[];
}

/** Row of `sap_procore_allocations`, as far as it says where a line stands in Procore. */
export interface StandingLine {
	run_id: string;
	entity: string;
	sap_key: string;
	sap_item: string;
	assignment: string;
	project_id: string;
	cost_code: string;
	cost_type: string;
}

/** What the next run goes by. */
export interface NextRun {
	/** System ID of SAP. */
	system: string;
	lanes: readonly Entity[];
	/** When it begins, by SAP's clock and by n8n's; ISO 8601. */
	now: string;
	startedAt: string;
	overlapMinutes: number;
	settleMinutes: number;
	/** Whether the lane of cost codes, or *Create Missing WBS Codes*, makes what a project lacks. */
	createsCodes: boolean;
	orders: OrderSettings;
	requisitions: Pick<RequisitionSettings, 'requisitions' | 'billingDate'>;
	costs: Pick<CostSettings, 'target' | 'per' | 'overContract' | 'onOrders'>;
}

export interface EffectInput {
	before: MappingTables;
	after: MappingTables;
	/** As SAP has them now; all that may be concerned, whatever their state. */
	orders: readonly PurchaseOrder[];
	requisitions: readonly PurchaseRequisition[];
	costs: readonly ProjectCost[];
	/** The plan, where the lane of budgets is on. */
	plans: readonly PlannedCost[];
	/** Those that are not resolved. */
	exceptions: readonly ExceptionRow[];
	contracts: readonly KnownContractRow[];
	state: readonly StateRow[];
	/** Where lines of contracts stand; those that are missing are taken to stand where the tables before the change put them. */
	standing: readonly StandingLine[];
	/** By project the cost codes that it really has; of a project that is missing it is not known, and none is taken to be missing. */
	codes: ReadonlyMap<string, readonly ProjectCode[]>;
	/**
	 * Whether Procore's budget counts a contract as committed, by origin ID: the costs of its order are no direct costs then.
	 * What is posted beyond a contract is not told of.
	 */
	isCommitted: (contract: string) => boolean;
	/** Suppliers that are known to have no vendor in Procore, beside those that an open exception tells of. */
	withoutVendor: ReadonlySet<string>;
	/** Projects that are known to have no open billing period, beside those that an open exception tells of. */
	withoutBillingPeriod: ReadonlySet<string>;
	/** Whether SAP has posted something since the last run, so that the next one reads costs; who does not know says false. */
	costsMoved: boolean;
	next: NextRun;
}
