import { approvalWalks } from './approval.ts';
import { budgetWalks } from './budget.ts';
import { contractWalks } from './contract.ts';
import { costWalks } from './cost.ts';
import { generalWalks } from './general.ts';
import { mappingWalks } from './mapping.ts';
import { requisitionWalks } from './requisition.ts';
import { vendorWalks } from './vendor.ts';

/** How each reason comes about, and how its advice is followed. */
export const walks = {
	...vendorWalks,
	...mappingWalks,
	...contractWalks,
	...requisitionWalks,
	...budgetWalks,
	...costWalks,
	...approvalWalks,
	...generalWalks,
};
