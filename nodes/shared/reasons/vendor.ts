import type { Reason } from './reason';

/** Suppliers and vendors. */
export const vendorReasons = {
	ambiguous_vendor_name: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'Several Procore vendors have this name',
		advice: 'Merge them in Procore, or link the right one on the page Vendors.',
	},
	duplicate_supplier_name: {
		status: 'held',
		who: ['sap', 'tables'],
		retry: 'onChange',
		title: 'Another SAP supplier has this name',
		advice:
			'Give the two suppliers different names in SAP, or decide on the page Vendors: create a second vendor, or ignore this supplier.',
	},
	foreign_origin_id: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'The Procore vendor belongs to another integration',
		advice:
			'Only one integration can own a vendor. Disconnect the other one in Procore, or decide on the page Vendors: create a vendor of its own, or ignore the supplier.',
	},
	near_duplicate_vendor: {
		status: 'held',
		who: ['sap', 'procore', 'tables'],
		retry: 'onChange',
		title: 'A Procore vendor has almost this name',
		advice:
			'If it is the same company, correct one of the names, or link it on the page Vendors; if not, create a vendor there.',
	},
	vendor_inactive: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'The Procore vendor is inactive',
		advice: 'Reactivate it in Procore, or ignore the supplier on the page Vendors.',
	},
	vendor_taken: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'The chosen Procore vendor belongs to another supplier',
		advice: 'On the page Vendors, link another vendor, or create one.',
	},
	vendor_linked_elsewhere: {
		status: 'held',
		who: ['tables', 'procore'],
		retry: 'onChange',
		title: 'The supplier is linked to another Procore vendor already',
		advice:
			'Take the decision out of sap_procore_vendors, or merge the two vendors in Procore before you link again. If that vendor is another company, empty its Origin ID: Vendor > Update of the Procore node.',
	},
	decision_vendor_missing: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'The chosen Procore vendor does not exist',
		advice: 'On the page Vendors, link one that is there: its number is in the address of its page in Procore.',
	},
	decision_unreadable: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'The decision cannot be read',
		advice:
			'In sap_procore_vendors, decision is one of link (with procore_vendor_id), create or ignore, with one row per supplier.',
	},
	supplier_blocked: {
		status: 'ignored',
		who: ['sap'],
		retry: 'none',
		title: 'The supplier is blocked in SAP',
		advice:
			'Nothing to do. Once SAP lifts the block, the next run that reads the supplier creates the vendor, or reactivates the one that the sync deactivated.',
	},
	supplier_deleted: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'The supplier is marked for deletion in SAP',
		advice: 'Nothing to do.',
	},
	ignored_by_decision: {
		status: 'ignored',
		who: ['tables'],
		retry: 'none',
		title: 'Left out by decision',
		advice:
			'Somebody decided "ignore" in sap_procore_vendors. To change that, take the row out and replay the supplier.',
	},
} as const satisfies Record<string, Reason>;
