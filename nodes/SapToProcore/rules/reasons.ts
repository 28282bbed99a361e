import type { OutcomeStatus } from '../../shared/model';

/**
 * What brings an exception to rest: `automatic` = time alone may, `onChange` = somebody has to change the document, a table
 * or a decision, `none` = nothing is open. Held ones are looked at in every run, the others with growing distance.
 */
export type RetryRule = 'automatic' | 'onChange' | 'none';

export interface Reason {
	status: Extract<OutcomeStatus, 'waiting' | 'held' | 'failed' | 'ignored'>;
	retry: RetryRule;
	/** What a business user reads first. */
	title: string;
	/** What the business user does about it. */
	advice: string;
}

/** Every reason an outcome can carry. `docs/reasons.md` is made from this table. */
export const reasons = {
	ambiguous_vendor_name: {
		status: 'held',
		retry: 'onChange',
		title: 'Several Procore vendors have this name',
		advice:
			'Merge them in Procore, or say in the table sap_procore_vendors which one it is: decision "link" and its ID in procore_vendor_id.',
	},
	duplicate_supplier_name: {
		status: 'held',
		retry: 'onChange',
		title: 'Another SAP supplier has this name',
		advice:
			'Give the two suppliers different names in SAP, or fill the decision in sap_procore_vendors: "create" for a second vendor, "ignore" to leave this one out.',
	},
	foreign_origin_id: {
		status: 'held',
		retry: 'onChange',
		title: 'The Procore vendor belongs to another integration',
		advice:
			'Only one integration can own a vendor. Disconnect the other one in Procore, or fill the decision in sap_procore_vendors: "create" for a vendor of its own, "ignore" to leave it.',
	},
	near_duplicate_vendor: {
		status: 'held',
		retry: 'onChange',
		title: 'A Procore vendor has almost this name',
		advice:
			'If it is the same company, correct one of the names or decide "link" in sap_procore_vendors; if not, decide "create".',
	},
	vendor_inactive: {
		status: 'held',
		retry: 'onChange',
		title: 'The Procore vendor is inactive',
		advice: 'Reactivate it in Procore, or decide "ignore" in sap_procore_vendors.',
	},
	vendor_taken: {
		status: 'held',
		retry: 'onChange',
		title: 'The chosen Procore vendor belongs to another supplier',
		advice: 'Choose another vendor in sap_procore_vendors, or decide "create".',
	},
	vendor_linked_elsewhere: {
		status: 'held',
		retry: 'onChange',
		title: 'The supplier is linked to another Procore vendor already',
		advice: 'Take the decision out of sap_procore_vendors, or merge the two vendors in Procore before you link anew.',
	},
	decision_vendor_missing: {
		status: 'held',
		retry: 'onChange',
		title: 'The chosen Procore vendor does not exist',
		advice:
			'Correct procore_vendor_id in sap_procore_vendors: it is the number in the address of the vendor page in Procore.',
	},
	decision_unreadable: {
		status: 'held',
		retry: 'onChange',
		title: 'The decision cannot be read',
		advice:
			'In sap_procore_vendors, decision is one of link (with procore_vendor_id), create or ignore, with one row a supplier.',
	},
	supplier_blocked: {
		status: 'ignored',
		retry: 'none',
		title: 'The supplier is blocked in SAP',
		advice: 'Nothing to do. Once SAP lifts the block, the next run that reads the supplier creates the vendor.',
	},
	supplier_deleted: {
		status: 'ignored',
		retry: 'none',
		title: 'The supplier is marked for deletion in SAP',
		advice: 'Nothing to do.',
	},
	ignored_by_decision: {
		status: 'ignored',
		retry: 'none',
		title: 'Left out by decision',
		advice: 'Somebody decided "ignore" in sap_procore_vendors. Take the row out to change that.',
	},
	unreadable_document: {
		status: 'failed',
		retry: 'onChange',
		title: 'SAP sent a record that cannot be read',
		advice: 'Correct the field named in the message in SAP, or report it with the SAP key.',
	},
	invalid_item: {
		status: 'failed',
		retry: 'automatic',
		title: 'The item is not what the node works on',
		advice: 'Check which node is connected before the one that reported it.',
	},
	duplicate_item: {
		status: 'failed',
		retry: 'automatic',
		title: 'The same object came twice in one run',
		advice: 'Only the first was sent. Check whether the workflow feeds the same documents twice.',
	},
	procore_rejected: {
		status: 'failed',
		retry: 'onChange',
		title: 'Procore did not accept it',
		advice: 'Correct the field that Procore names in the message, in SAP or in the mapping tables.',
	},
	no_answer: {
		status: 'failed',
		retry: 'automatic',
		title: 'Procore did not confirm it',
		advice: 'The next run looks whether it arrived and sends it again if not.',
	},
	permission_missing: {
		status: 'failed',
		retry: 'automatic',
		title: 'Procore does not allow it',
		advice: 'Give the service account the permission that the message names, in the Procore company or project.',
	},
	not_found: {
		status: 'failed',
		retry: 'onChange',
		title: 'It does not exist, or cannot be seen',
		advice: 'Check the number, and whether the service account may see it (permitted projects in Procore).',
	},
	bad_request: {
		status: 'failed',
		retry: 'onChange',
		title: 'The system did not understand the request',
		advice: 'The message says which field or filter it was. Report it if you did not change the workflow.',
	},
	credential_rejected: {
		status: 'failed',
		retry: 'automatic',
		title: 'The log-on was refused',
		advice:
			'Open the credential in n8n, enter client ID and secret again and save: n8n then tests them. The next run catches up.',
	},
	configuration_invalid: {
		status: 'failed',
		retry: 'automatic',
		title: 'A setting is missing or wrong',
		advice: 'The message names the setting. Correct it in the credential or in the Settings node of the workflow.',
	},
	service_not_available: {
		status: 'failed',
		retry: 'automatic',
		title: 'The SAP service is not available',
		advice: 'Have the communication arrangement that the message names activated in SAP.',
	},
	system_unavailable: {
		status: 'waiting',
		retry: 'automatic',
		title: 'The system could not be reached',
		advice: 'Nothing to do at first: the next run catches up. If it lasts, check the network and the system.',
	},
	rate_limited: {
		status: 'waiting',
		retry: 'automatic',
		title: 'The Procore quota is used up',
		advice: 'Nothing to do: it goes on after the time in the message.',
	},
	unexpected_error: {
		status: 'failed',
		retry: 'automatic',
		title: 'Something unexpected happened',
		advice: 'Open the execution in n8n that the run ID names, and report the message if it comes again.',
	},
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof reasons;

/** The reason's row; codes nobody knows are treated as `unexpected_error`. */
export function reasonFor(code: string): Reason {
	return code in reasons ? reasons[code as ReasonCode] : reasons.unexpected_error;
}
