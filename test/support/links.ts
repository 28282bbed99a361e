import { linksTo, usualPatterns } from '../../nodes/SapToProcore/reports/links';

/** Where things are for somebody whose credentials name all hosts. */
export const everyLink = linksTo({
	launchpad: 'https://s4.example/ui',
	web: 'https://app.procore.com',
	companyId: '4711',
	executions: (id) => (id === '' ? '' : `https://n8n.example/workflow/w/executions/${id}`),
	patterns: {
		...usualPatterns,
		procoreVendor: '/{company}/directory/vendors/{id}',
		sapWbsElement: 'WBSElement-display?WBSElement={key}',
	},
});
