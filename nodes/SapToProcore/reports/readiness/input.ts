import type { Finding, ProcoreVendor, PurchaseOrder, Supplier } from '../../../shared/model';
import type { OrderSettings } from '../../lanes/purchaseOrder/settings';
import type { CostCodeRow, DecisionRow, RosterRow } from '../../ledger/rows';
import type { MatchSettings } from '../../lanes/supplier/match';
import type { CostAccountsInput } from './costAccounts';

export interface ReadinessInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** First day of the orders that count, `YYYY-MM-DD`. */
	ordersFrom: string;
	/** How much of the order value, and how many of the suppliers, may be exceptions before that asks for attention, in percent. */
	tolerance: number;
	order: Pick<OrderSettings, 'releaseGate'>;
	vendor: MatchSettings;
	/** Of SAP S/4HANA > System > Check and Procore > Company > Check Access. */
	findings: Finding[];
	projects: RosterRow[];
	costCodes: CostCodeRow[];
	/** undefined = not read. */
	orders: PurchaseOrder[] | undefined;
	/** undefined = one of the two was not read. */
	matching: { suppliers: Supplier[]; vendors: ProcoreVendor[]; decisions: DecisionRow[] } | undefined;
	/** undefined = the lane of actual costs is off. */
	costAccounts: CostAccountsInput | undefined;
	gaps: string[];
}
