import type { Reason } from './reason';

const byChangeOrder =
	'Set On Approved Contract to Draft a Change Order, or to Reopen, Else Change Order: the next run drafts one with the difference.';

/** Purchase orders and purchase order contracts. */
export const contractReasons = {
	not_released: {
		status: 'waiting',
		who: ['sap'],
		retry: 'automatic',
		title: 'The purchase order is not released yet',
		advice: 'Nothing to do here: once SAP releases the order, the next run sends it.',
	},
	order_incomplete: {
		status: 'held',
		who: ['sap'],
		retry: 'onChange',
		title: 'The purchase order is on hold in SAP',
		advice: 'Complete the order in SAP. The next run sends it.',
	},
	order_rejected: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The purchase order was rejected in SAP',
		advice: 'Nothing to do. Once the order is released in SAP, the next run sends it.',
	},
	contract_of_rejected_order: {
		status: 'held',
		who: ['sap', 'procore'],
		retry: 'onChange',
		title: 'The purchase order was rejected in SAP, and its contract still counts in Procore',
		advice:
			'Release the order in SAP, or delete it there: the next run brings the contract in line. If it stays rejected, set the contract to Draft in Procore.',
	},
	order_deleted: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The purchase order is deleted in SAP and never was in Procore',
		advice: 'Nothing to do.',
	},
	order_left_projects: {
		status: 'held',
		who: ['sap', 'tables'],
		retry: 'onChange',
		title: 'The purchase order belongs to no project any more',
		advice:
			'Check the account assignments in SAP and the rows of sap_procore_projects. If the order has really left all projects, replay it by its number: that empties its contract.',
	},
	unknown_order_status: {
		status: 'held',
		who: ['sap'],
		retry: 'onChange',
		title: 'SAP reports a processing status that is not known',
		advice:
			'The message names the status. Ask the SAP team what it means; the order is sent as soon as it has a known one.',
	},
	not_a_project_purchase: {
		status: 'ignored',
		who: ['tables'],
		retry: 'none',
		title: 'The purchase order belongs to no project',
		advice:
			'Nothing to do. If it should: enter its cost center or WBS element at a project in sap_procore_projects, and replay the document.',
	},
	not_a_purchase: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The order moves stock from one plant to another',
		advice: 'Nothing to do: it has no supplier, so nothing is purchased.',
	},
	one_time_supplier: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'The order is placed with a one-time supplier',
		advice:
			'The message names the party on the order. On the page Vendors, under One-time suppliers, enter the number of its vendor in Procore (in n8n: procore_value in the row of that name in sap_procore_values, kind one_time_supplier). The next run sends the order.',
	},
	no_account_assignment: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The purchase order has no account assignment',
		advice: 'Nothing to do: the order goes to stock, so no project bears its cost.',
	},
	vendor_missing: {
		status: 'waiting',
		who: ['tables', 'sap', 'procore'],
		retry: 'onChange',
		title: 'The supplier of the order is not in Procore yet',
		advice:
			'Look up the supplier: its exception says what to do. Without one it was left out, because it is blocked or marked for deletion in SAP, or by the decision "ignore" in sap_procore_vendors. Once it is a vendor, the next run sends the order.',
		cases: {
			inactive: {
				when: 'its vendor is inactive in Procore',
				advice: 'Reactivate the vendor in Procore. The next run sends the order.',
			},
		},
	},
	amount_mismatch: {
		status: 'held',
		who: ['sap'],
		retry: 'onChange',
		title: 'The amounts of the item and of its account assignments differ',
		advice: 'Correct the account assignment of the item that the message names in SAP.',
	},
	total_mismatch: {
		status: 'failed',
		who: ['procore'],
		retry: 'onChange',
		patient: true,
		title: "Procore's total differs from SAP's",
		advice:
			'The message names both totals. Look for lines or billed items that somebody added or changed in Procore, and remove them or set them to zero.',
	},
	number_taken: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'Another contract in the project has this number',
		advice:
			'Give the contract that was made by hand another number in Procore, also where you delete it: in the recycle bin it keeps its number. The next run picks it up.',
		cases: {
			requisition: {
				when: 'it is the number of a requisition',
				advice:
					'Give the other requisition another number in Procore, or delete it: the next run creates the one of SAP.',
			},
		},
	},
	foreign_contract: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The contract belongs to another integration',
		advice:
			'Only one integration can own a contract. Disconnect the other one in Procore, or give its contract another number.',
	},
	contract_approved: {
		status: 'held',
		who: ['procore', 'n8n'],
		retry: 'onChange',
		title: 'The contract is approved in Procore, and changes are held',
		advice:
			'Set the contract back to Draft in Procore, or change On Approved Contract. As the order has changed, Draft is not taken for an edit.',
		cases: {
			otherSupplier: {
				when: 'the order has another supplier, and the contract is not reopened by the sync',
				advice: 'Set the contract back to Draft in Procore. The next run picks it up.',
			},
		},
	},
	contract_executed: {
		status: 'held',
		who: ['n8n'],
		retry: 'onChange',
		title: 'The contract is executed, so it is not reopened',
		advice: byChangeOrder,
	},
	contract_invoiced: {
		status: 'held',
		who: ['n8n'],
		retry: 'onChange',
		title: 'The contract is invoiced, so it is not reopened',
		advice: byChangeOrder,
	},
	custom_field_unusable: {
		status: 'held',
		who: ['n8n'],
		retry: 'onChange',
		title: 'A custom field has no usable value',
		advice: 'Correct Custom Fields in the node Map orders: the message says what is wrong with which field.',
	},
	contract_has_change_orders: {
		status: 'held',
		who: ['n8n', 'procore'],
		retry: 'onChange',
		title: 'The contract has change orders, so its lines are left alone',
		advice: `${byChangeOrder} A contract that is not approved has to be approved first.`,
		cases: {
			ownOrders: {
				when: 'change orders of earlier runs carry a part of the order',
				advice:
					'Approve the contract and set On Approved Contract to Draft a Change Order, or reject those change orders in Procore.',
			},
			otherSupplier: {
				when: 'they do, and the order has another supplier',
				advice:
					'Reject those change orders in Procore: the next run writes the whole order, with its supplier, into the contract.',
			},
		},
	},
	workflow_controls_status: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'A workflow in Procore controls the status of the contract',
		advice:
			'Move the contract on in its workflow in Procore, or take it out of the workflow and set its status there. The next run picks it up.',
	},
	contract_closed: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'The contract is closed in Procore',
		advice: 'Reopen the contract in Procore if the change in SAP is to arrive there.',
		cases: { toVoid: { when: 'it is to be voided', advice: 'Reopen the contract in Procore first.' } },
	},
	edited_in_procore: {
		status: 'held',
		who: ['procore', 'n8n'],
		retry: 'onChange',
		title: 'Somebody changed the contract in Procore',
		advice:
			'The message says what differs. Undo the change in Procore, or set On Edited Contract to Overwrite to let SAP win.',
		cases: {
			changeOrder: {
				when: 'the change orders do not add up',
				advice: 'Somebody rejected, changed or added one. Correct it in Procore, or the order in SAP.',
			},
			requisition: {
				when: 'it is the draft of a requisition',
				advice: 'Undo the change in Procore, or delete the draft there: the next run then creates it again.',
			},
			submitted: {
				when: 'it is a requisition that is no longer a draft',
				advice:
					'Undo the change in Procore; a locked one takes Requisition > Unlink of the Procore node first. If the change is right, set the exception to ignored.',
			},
		},
	},
	many_contracts_emptied: {
		status: 'held',
		who: ['sap', 'tables', 'n8n'],
		retry: 'onChange',
		title: "More than a fifth of the project's contracts would be emptied at once",
		advice:
			'Check in SAP, in the roster and in steps of your own whether these orders are really gone. If they are, replay them: what a person asks for is sent.',
	},
	deleted_in_procore: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'Somebody deleted it in Procore',
		advice:
			'Restore it in Procore with the status that it had, or set the exception to ignored. The sync does not create it a second time.',
	},
	already_billed: {
		status: 'held',
		who: ['procore', 'sap'],
		retry: 'onChange',
		title: 'More has been billed than would be left',
		advice:
			'Correct the billing in Procore or the order in SAP: neither a contract nor a line shrinks below what was billed, and no line goes that an invoice bills.',
		cases: {
			toVoid: {
				when: 'the contract is to be voided',
				advice: 'A contract that was billed cannot be voided. Correct the billing in Procore first.',
			},
		},
	},
	change_order_pending: {
		status: 'waiting',
		who: ['procore'],
		retry: 'automatic',
		patient: true,
		title: 'A change order with the difference was drafted',
		advice: 'Approve or reject the change order in Procore.',
	},
} as const satisfies Record<string, Reason>;
