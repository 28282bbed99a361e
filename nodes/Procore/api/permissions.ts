/** What this node does, as far as Procore's permissions tell it apart. */
export type Task =
	| 'budget.write'
	| 'budgetChange.write'
	| 'directCost.read'
	| 'directCost.write'
	| 'account.read'
	| 'billingPeriod.create'
	| 'billingPeriod.read'
	| 'budget.read'
	| 'changeOrder.write'
	| 'contract.read'
	| 'contract.write'
	| 'costCode.read'
	| 'costCode.write'
	| 'costType.read'
	| 'project.list'
	| 'requisition.read'
	| 'requisition.write'
	| 'taxCode.read'
	| 'vendor.read'
	| 'vendor.create'
	| 'vendor.update'
	| 'vendor.sync'
	| 'vendor.addToProject'
	| 'wbsCode.create'
	| 'wbsCode.read'
	| 'webhook.manage';

const inProject = 'with that tool switched on in the project and the project in the list of permitted projects';

/** The permission that a 403 for a task lacks. */
export const permissions: Record<Task, string> = {
	'budget.write': `Admin on the project-level Budget tool, ${inProject}`,
	'budgetChange.write': `Admin on the project-level Budget tool, ${inProject}`,
	'directCost.read': `Read Only on the project-level Direct Costs tool, ${inProject}`,
	'directCost.write': `Admin on the project-level Direct Costs tool, ${inProject}`,
	'billingPeriod.create': `Admin on the project-level Commitments or Invoicing tool, ${inProject}`,
	'billingPeriod.read': `Read Only on the project-level Commitments or Invoicing tool, ${inProject}`,
	'account.read': 'to be installed in the company, with a service account',
	'budget.read': `Read Only on the project-level Budget tool, ${inProject}`,
	'changeOrder.write': `Admin on the project-level Commitments and Change Orders tools, ${inProject}; the project must have one or two tiers of change orders`,
	'contract.read': `Read Only on the project-level Commitments tool, ${inProject}`,
	'contract.write': `Admin on the project-level Commitments tool, ${inProject}`,
	'costCode.read': `Read Only on the project-level Admin tool, ${inProject}`,
	'costCode.write': `Admin on the project-level Admin tool, ${inProject}`,
	'costType.read': `Read Only on the project-level Admin tool, ${inProject}`,
	'project.list': 'Read Only on the company-level Portfolio tool, and the projects in the list of permitted projects',
	'requisition.read': `Read Only on the project-level Commitments and Invoicing tools, ${inProject}`,
	'requisition.write': `Admin on the project-level Commitments and Invoicing tools, ${inProject}`,
	'taxCode.read': 'Read Only on the company-level Admin tool',
	'vendor.read': 'Read Only on the company-level Directory tool',
	'vendor.create': 'Admin on the company-level Directory tool',
	'vendor.update': 'Admin on the company-level Directory tool',
	'vendor.sync': 'Admin on the company-level Directory tool',
	'vendor.addToProject': `Admin on the project-level Directory tool, ${inProject}`,
	'wbsCode.create': `Admin on the project-level Admin tool, ${inProject}`,
	'wbsCode.read': `Read Only on the project-level Admin tool, ${inProject}`,
	'webhook.manage':
		'Standard on the Webhooks API permission (it is None at first), for a hook of a project with that project in the list of permitted projects',
};
