import type { Operation } from '../operation.ts';
import { billingPeriods } from './billing-periods.ts';
import { budgetChanges } from './budget-changes.ts';
import { budget } from './budget.ts';
import { businessRegisters } from './business-registers.ts';
import { changeOrders } from './change-orders.ts';
import { company } from './company.ts';
import { costCodes } from './cost-codes.ts';
import { directCosts } from './direct-costs.ts';
import { projectVendors } from './project-vendors.ts';
import { projects } from './projects.ts';
import { purchaseOrderLines } from './purchase-order-lines.ts';
import { purchaseOrders } from './purchase-orders.ts';
import { requisitions } from './requisitions.ts';
import { taxCodes } from './tax-codes.ts';
import { vendorLists } from './vendor-lists.ts';
import { vendorSync } from './vendor-sync.ts';
import { vendors } from './vendors.ts';
import { wbs } from './wbs.ts';
import { webhooks } from './webhooks.ts';

/** Every operation that this Procore offers. */
export const operations: Operation[] = [
	...company,
	...projects,
	...vendorLists,
	...vendors,
	...vendorSync,
	...businessRegisters,
	...projectVendors,
	...wbs,
	...costCodes,
	...purchaseOrders,
	...purchaseOrderLines,
	...changeOrders,
	...billingPeriods,
	...requisitions,
	...taxCodes,
	...budget,
	...budgetChanges,
	...directCosts,
	...webhooks,
];
