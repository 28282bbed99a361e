import type { Reason } from './reason';

/** Finding project, cost code and unit by the tables that people fill. */
export const mappingReasons = {
	unmapped_project: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'No Procore project for this account assignment',
		advice:
			'Enter the WBS element or its branch in sap_wbs_prefix, or its SAP project in sap_project, at its project in sap_procore_projects, beside what is there: a cell takes several values, separated by commas.',
	},
	project_ambiguous: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'Several Procore projects fit this account assignment',
		advice: 'The message names the rows of sap_procore_projects that fit equally well. Make one of them more exact.',
	},
	project_inactive: {
		status: 'held',
		who: ['procore', 'sap'],
		retry: 'onChange',
		title: 'The Procore project is inactive',
		advice:
			'Reactivate the project in Procore, or assign the costs to another project in SAP. If it is to get nothing more, set sync_enabled to false in its row of sap_procore_projects.',
	},
	project_sync_off: {
		status: 'ignored',
		who: ['tables'],
		retry: 'none',
		title: 'The sync is switched off for this project',
		advice:
			'Somebody set sync_enabled to false in sap_procore_projects. To change that, set it to true and run a backfill.',
	},
	roster_shrunk: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'More than a fifth of the projects can no longer be seen',
		advice:
			'The service account may have lost permitted projects: check them in Procore under Company Admin > App Management. Nothing was set to inactive. If the projects are really gone, set active to false in their rows of sap_procore_projects.',
	},
	currency_mismatch: {
		status: 'held',
		who: ['sap', 'tables'],
		retry: 'onChange',
		title: "The currency is not the project's",
		advice:
			'Procore keeps a project in one currency. Correct the currency in SAP, or the project currency in sap_procore_projects.',
	},
	unmapped_cost_code: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'No cost code for this account assignment',
		advice:
			'Fill the cost code in the row that was added to sap_procore_cost_codes. The next run picks it up by itself.',
	},
	mapping_ambiguous: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'Two rows of the cost code map fit equally well',
		advice: 'The message names them. Correct or disable one of the two rows in sap_procore_cost_codes.',
	},
	unmapped_unit: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'No Procore unit of measure for the SAP unit',
		advice:
			"Fill the Procore unit in the row that was added to sap_procore_values. It must be one of the company's units of measure.",
	},
	unmapped_tax_code: {
		status: 'held',
		who: ['tables'],
		retry: 'onChange',
		title: 'No Procore tax code for the SAP tax code',
		advice:
			"Fill the Procore tax code in the row that was added to sap_procore_values. It must be one of the company's tax codes.",
	},
	tax_code_missing: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'The company does not have this tax code',
		advice:
			'Add the tax code that the message names in Procore, or take it out of the archive there, or map to another one in sap_procore_values (kind tax_code).',
	},
	cost_code_missing: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'The project does not have this cost code, cost type or segment',
		advice:
			'Add the cost code and the cost type that the message names to the project in Procore (Admin > Work Breakdown Structure), or map to another one in sap_procore_cost_codes.',
		cases: {
			segment: {
				when: 'it has no such sub job, segment or value',
				advice:
					'Correct sub_job or segments in sap_procore_cost_codes, or add what the message names to the project in Procore (Admin > Work Breakdown Structure).',
			},
			subJob: {
				when: 'its sub job does not have the cost code',
				advice:
					'Assign the cost code to the sub job in Procore (Admin > Work Breakdown Structure > Sub Jobs), or map to another one in sap_procore_cost_codes.',
			},
			unreadable: {
				when: 'segments cannot be read',
				advice: 'Write segments in sap_procore_cost_codes as names with their values, each once: Phase=P; Building=B1.',
			},
		},
	},
	wbs_code_missing: {
		status: 'held',
		who: ['procore', 'tables', 'n8n'],
		retry: 'onChange',
		title: 'The project does not have this budget code',
		advice:
			'Add the combination that the message names to the project in Procore (Admin > Work Breakdown Structure), or switch on Create Missing WBS Codes.',
		cases: {
			inactive: {
				when: 'it is there, and inactive',
				advice: 'Activate it in Procore (Admin > Work Breakdown Structure), or map to another one.',
			},
			furtherSegments: {
				when: 'the budget codes of the project have further segments',
				advice:
					'Fill sub_job or segments in sap_procore_cost_codes with a value of what the message names. Or make that optional in the project in Procore (Admin > Work Breakdown Structure), and add the budget code without it.',
			},
		},
	},
} as const satisfies Record<string, Reason>;
