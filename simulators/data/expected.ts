/** What Procore has to hold after a sync, worked out without the nodes' own code; for comparisons of sums in tests. */
export {
	expectedBudget,
	expectedDirectCosts,
	expectedPlan,
	type CoveredCosts,
	type ExpectedBudget,
} from './expected/budget.ts';
export {
	expectedByCostCode,
	expectedContracts,
	type ExpectedContract,
	type ExpectOptions,
} from './expected/contracts.ts';
export { expectedInvoiced, type ExpectedInvoiced } from './expected/invoices.ts';
export { expectedRequisitions, type ExpectedRequisition } from './expected/requisitions.ts';
export { projectFinder } from './expected/roster.ts';
