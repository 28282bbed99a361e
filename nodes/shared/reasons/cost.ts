import type { Reason } from './reason';

/** Actual costs on their way to direct costs. */
export const costReasons = {
	covered_by_contract: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'A contract covers the cost',
		advice: 'Nothing to do: it counts as committed in Procore.',
	},
	posted_beyond_contract: {
		status: 'held',
		who: ['sap', 'n8n'],
		retry: 'onChange',
		title: 'SAP posted more on the order than its contract amounts to',
		advice:
			'Where the contract is wrong, correct the order in SAP. Where it is tax, freight or a price difference, set Over Contract in Map costs to Send: it becomes a direct cost then.',
	},
	costs_not_read: {
		status: 'held',
		who: ['sap', 'n8n'],
		retry: 'onChange',
		title: 'A cost of the project could not be read',
		advice:
			'Nothing of the project was changed, as the cost would be missing. Look at the exception about the cost itself, and do what it says: the next run sends the project.',
	},
	costs_not_shown: {
		status: 'failed',
		who: ['sap', 'n8n'],
		retry: 'onChange',
		title: 'SAP shows no costs of a SAP project any more',
		advice:
			'Nothing was withdrawn in Procore, as postings do not vanish in SAP. Check whether the communication user may still see them, and the ledger in Fetch costs. If they were archived, or add up to zero now, and are to leave Procore, replay this exception by itself.',
	},
	cost_not_taken: {
		status: 'failed',
		who: ['procore'],
		retry: 'automatic',
		title: "Procore's answer differs from what was sent",
		advice: 'Look at the direct cost in Procore. The next run compares it again.',
	},
	budget_line_missing: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The budget has no line for this budget code',
		advice: 'Add the budget code to the budget of the project in Procore.',
	},
} as const satisfies Record<string, Reason>;
