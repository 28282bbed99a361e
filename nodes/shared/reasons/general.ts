import type { Reason } from './reason';

/** Everything that can happen to any document. */
export const generalReasons = {
	unreadable_document: {
		status: 'failed',
		who: ['sap'],
		retry: 'onChange',
		title: 'SAP sent a record that cannot be read',
		advice: 'Correct the field named in the message in SAP, or report it with the SAP key.',
	},
	invalid_item: {
		status: 'failed',
		who: ['n8n'],
		retry: 'automatic',
		title: 'The item is not what the node works on',
		advice:
			'Check which node is connected before the one that reported it, and what a step of your own does to the items on their way.',
		cases: {
			simplified: {
				when: 'the vendor that it was compared with is a simplified one',
				advice: 'Switch Simplify off in the node that reads the vendors of Procore: comparing needs the whole record.',
			},
		},
	},
	duplicate_item: {
		status: 'failed',
		who: ['n8n'],
		retry: 'automatic',
		title: 'The same object came twice in one run',
		advice: 'Only the first was sent. Check whether the workflow feeds the same documents twice.',
		cases: {
			sameBudgetLine: {
				when: 'two amounts go to one budget line',
				advice: 'Only the first was sent. Make sure that every cost code and cost type comes once.',
			},
			sameVendor: {
				when: 'two suppliers go to one vendor',
				advice:
					'A Procore vendor can belong to one SAP supplier only. Decide which, and create or link another for this one.',
			},
		},
	},
	left_out_by_workflow: {
		status: 'ignored',
		who: ['n8n'],
		retry: 'none',
		title: 'A step of the workflow left it out',
		advice:
			'If it should go to Procore, change the step between Fetch and Record that left it out, then run a backfill or replay the document.',
	},
	procore_rejected: {
		status: 'failed',
		who: ['sap', 'tables'],
		retry: 'onChange',
		title: 'Procore did not accept it',
		advice:
			'Correct what Procore names in the message, in SAP, in Procore or in the mapping tables. It is then sent again by itself.',
		cases: {
			place: {
				when: 'Procore does not know the country or the state of a vendor',
				advice:
					'Procore takes ISO 3166 codes only, and the state has to belong to the country: correct it in SAP, or map it in sap_procore_values.',
			},
		},
	},
	not_as_sent: {
		status: 'failed',
		who: ['procore'],
		retry: 'automatic',
		title: 'Procore accepted it but kept something else',
		advice:
			'The message says what Procore has. Look there for what holds it (a permission, a workflow, a locked field, another integration) and change that. It is sent again by itself, less and less often, and at once by a replay.',
	},
	no_answer: {
		status: 'failed',
		who: [],
		retry: 'automatic',
		title: 'Procore did not confirm it',
		advice: 'The next run checks whether it arrived, and sends it again if not.',
		cases: {
			notes: {
				when: 'the notes of a vendor are missing in the answer',
				advice:
					'Nothing was written, so that no note is lost. The next run reads them again; if that does not change, check whether the service account may see the notes of the vendor in Procore.',
			},
		},
	},
	permission_missing: {
		status: 'failed',
		who: ['procore'],
		retry: 'automatic',
		title: 'Procore does not allow it',
		advice: 'Give the service account the permission that the message names, in the Procore company or project.',
	},
	not_found: {
		status: 'failed',
		who: ['sap', 'procore'],
		retry: 'onChange',
		title: 'It does not exist, or cannot be seen',
		advice: 'Check the number, and whether the service account may see it (permitted projects in Procore).',
	},
	bad_request: {
		status: 'failed',
		who: ['n8n'],
		retry: 'onChange',
		title: 'The system did not understand the request',
		advice: 'The message says which field or filter it was. Report it if you did not change the workflow.',
	},
	credential_rejected: {
		status: 'failed',
		who: ['n8n'],
		retry: 'automatic',
		title: 'The log-on was refused',
		advice:
			'Open the credential in n8n, enter again what it logs on with, and save: n8n then tests it. The next run catches up.',
	},
	configuration_invalid: {
		status: 'failed',
		who: ['n8n'],
		retry: 'automatic',
		title: 'A setting is missing or wrong',
		advice: 'The message names the setting. Correct it in the credential or in the panel of the node.',
	},
	service_not_available: {
		status: 'failed',
		who: ['sap'],
		retry: 'automatic',
		title: 'The SAP service is not available',
		advice: 'Have the communication arrangement that the message names activated in SAP.',
	},
	system_unavailable: {
		status: 'waiting',
		who: [],
		retry: 'automatic',
		patient: true,
		title: 'The system could not be reached',
		advice: 'Nothing to do at first: the next run catches up. If it persists, check the network and the system.',
	},
	rate_limited: {
		status: 'waiting',
		who: [],
		retry: 'automatic',
		patient: true,
		title: 'The Procore quota is used up',
		advice: 'Nothing to do: it goes on after the time in the message.',
	},
	lease_lost: {
		status: 'failed',
		who: [],
		retry: 'automatic',
		patient: true,
		title: 'Another run has taken over',
		advice:
			'Nothing to do: this run writes nothing more, and the next one reads the rest. If it happens again and again, look for a second n8n or workflow that syncs the same customer.',
	},
	table_unavailable: {
		status: 'failed',
		who: ['n8n'],
		retry: 'automatic',
		patient: true,
		title: 'A table of the sync cannot be used',
		advice:
			'The message names the table and what is the matter. Correct it under Data tables in n8n; the next run continues.',
	},
	unexpected_error: {
		status: 'failed',
		who: ['n8n'],
		retry: 'automatic',
		title: 'Something unexpected happened',
		advice: 'Open the execution in n8n that the run ID names, and report the message if it comes again.',
	},
} as const satisfies Record<string, Reason>;
