import type { Reason } from './reason';

const unlockFirst = 'Take its lock off first: Requisition > Unlink of the Procore node.';
const backToNothing =
	'Set it back to draft in Procore and delete it or set its amounts to zero, or correct the requisition in SAP.';

/** Purchase requisitions and Procore's requisitions. */
export const requisitionReasons = {
	not_ordered_yet: {
		status: 'waiting',
		who: ['sap'],
		retry: 'automatic',
		title: 'The requisition has not been ordered yet',
		advice: 'Nothing to do: once a purchase order is made of it, the next run picks it up.',
	},
	requisition_not_released: {
		status: 'waiting',
		who: ['sap'],
		retry: 'automatic',
		title: 'The purchase requisition is not released yet',
		advice: 'Nothing to do here: once SAP releases it, the next run picks it up.',
	},
	contract_missing: {
		status: 'waiting',
		who: ['tables', 'sap', 'procore'],
		retry: 'onChange',
		title: 'The contract is not in Procore yet',
		advice:
			'Look up the purchase order: its exception, or its last outcome where it has none, says why. Once its contract is there, the next run picks it up.',
		cases: {
			deleted: {
				when: 'somebody deleted the contract',
				advice: 'Restore the contract in Procore with the status that it had. The next run picks it up.',
			},
			notApproved: {
				when: 'the contract is not approved',
				advice: 'Approve the contract in Procore. The next run picks it up.',
			},
		},
	},
	contract_line_missing: {
		status: 'held',
		who: ['sap'],
		retry: 'onChange',
		title: 'The contract has no line for this account assignment',
		advice:
			'Compare the account assignments with those of the order in SAP, and correct the one that is wrong: only lines of the order can be billed.',
		cases: {
			lineGone: {
				when: 'the order has the line, and the contract has not',
				advice:
					'If the purchase order has an exception, work off that. If not, somebody removed the line in Procore: set On Edited Contract to Overwrite, and replay the purchase order.',
			},
			laterLine: {
				when: 'the requisition was drafted before the line',
				advice: 'Delete the draft in Procore: the next run creates it again, with all lines.',
			},
		},
	},
	requisition_deleted: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The requisition is deleted or closed in SAP and never was in Procore',
		advice: 'Nothing to do.',
	},
	requisition_ordered: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'All of the requisition is ordered',
		advice: 'Nothing to do: the contract of its order has the amount.',
	},
	requisition_contract_kept: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The contract of the requisition cannot make room for that of its order',
		advice:
			'Both would count. The message says why the contract of the requisition is kept. Set it to Draft in Procore: the next run sends the order.',
	},
	order_contract_kept: {
		status: 'held',
		who: ['sap', 'procore'],
		retry: 'onChange',
		title: 'The contract of an order may still have what is open again',
		advice:
			'Look up the purchase order: its exception says why its contract is not as SAP has it. Once it is, the next run picks it up. If it is to stay so, set the exception to ignored.',
	},
	requisition_vendor_needed: {
		status: 'failed',
		who: ['procore', 'sap'],
		retry: 'automatic',
		patient: true,
		title: 'Procore asks for a vendor, and the requisition has none',
		advice:
			'Choose a vendor on the contract in Procore, which is a draft until then, or enter a supplier in the requisition in SAP. It is sent again by itself, less and less often, and at once by a replay.',
	},
	requisition_withdrawn: {
		status: 'held',
		who: ['procore', 'sap'],
		retry: 'onChange',
		title: 'The requisition was withdrawn in SAP but is in Procore',
		advice: 'Delete the draft in Procore or set its amounts to zero, or correct the requisition in SAP.',
		cases: {
			submitted: { when: 'it is no longer a draft', advice: backToNothing },
			locked: { when: 'it is no longer a draft, and locked', advice: `${unlockFirst} ${backToNothing}` },
		},
	},
	requisition_in_progress: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The requisition has moved on in Procore',
		advice:
			'It is no longer a draft there, so it is left alone. Set it back to draft in Procore if the change in SAP is to arrive.',
		cases: {
			locked: {
				when: 'it is locked',
				advice: `It is left alone. ${unlockFirst} Set it back to draft in Procore if the change in SAP is to arrive.`,
			},
		},
	},
	requisition_twice: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'Procore has the requisition more than once',
		advice: 'Delete the surplus drafts in Procore. The message names all of them.',
	},
	unlink_refused: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'Procore does not unlock the requisition',
		advice:
			"An earlier version gave it an origin ID, and Procore does not take it off. Ask Procore's support to remove it, or set the exception to ignored if the requisition is to stay as it is.",
	},
	foreign_requisition: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The requisition belongs to another integration',
		advice: 'Only the integration that made it may take its origin ID off.',
	},
	subcontractor_sov_on: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The contract has a subcontractor SOV',
		advice:
			'Its lines cannot be billed. Switch off Enable Subcontractor SOV on the contract in Procore, and delete the draft if there is one: the next run creates it with its amounts.',
	},
	requisition_above_order: {
		status: 'held',
		who: ['sap'],
		retry: 'onChange',
		title: 'The requisition asks for more than was ordered',
		advice: 'Correct the requisition or the order in SAP.',
	},
	no_billing_period: {
		status: 'waiting',
		who: ['procore', 'n8n'],
		retry: 'automatic',
		patient: true,
		title: 'The project has no open billing period',
		advice: 'Open a billing period in Procore (Invoicing), or switch on Create Billing Period.',
		cases: {
			notCreated: {
				when: 'Procore does not let the service account create one',
				advice: 'Open a billing period in Procore (Invoicing).',
			},
		},
	},
	over_billed: {
		status: 'failed',
		who: ['procore', 'sap'],
		retry: 'automatic',
		patient: true,
		title: 'Procore refuses to bill more than the line has left',
		advice:
			'Approve the change order of the contract, if there is one. Compare what was billed on the lines of the contract with the order in SAP, and correct the one that is wrong. It is sent again by itself, less and less often, and at once by a replay.',
	},
	requisitions_off: {
		status: 'ignored',
		who: ['n8n'],
		retry: 'none',
		title: 'Requisitions are switched off',
		advice:
			'Nothing to do. To send them, choose that under Requisitions in the panel of Map requisitions, and run a backfill.',
	},
	invoice_not_posted: {
		status: 'waiting',
		who: ['sap'],
		retry: 'automatic',
		patient: true,
		title: 'The supplier invoice is not posted yet',
		advice: 'Nothing to do here: once SAP posts it, the next run picks it up.',
	},
	invoice_deleted: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The supplier invoice was deleted in SAP before it was posted',
		advice: 'Nothing to do.',
	},
	invoice_without_order: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'No part of the supplier invoice is on a line of an order',
		advice:
			'Nothing to do. What is posted without an order, and delivery costs, reach Procore with the actual costs if that lane is on.',
	},
	invoice_reversed: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The supplier invoice was reversed before it reached Procore',
		advice: 'Nothing to do.',
	},
	invoice_elsewhere: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'The supplier invoice is in Procore in another project',
		advice:
			'It was sent before its order, or sap_procore_projects, changed. Delete it in that project, and the next run sends it here; or leave it there, enter there what reverses it, and set the exception to ignored.',
	},
	invoices_not_allowed: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The contract takes no invoices',
		advice: 'Switch on Subcontractor Invoices for the contract in Procore.',
	},
} as const satisfies Record<string, Reason>;
