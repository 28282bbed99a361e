/** What this node does, as far as Procore's permissions tell it apart. */
export type Task =
	| 'project.list'
	| 'vendor.read'
	| 'vendor.create'
	| 'vendor.update'
	| 'vendor.sync'
	| 'vendor.addToProject';

/** The permission that a 403 for a task lacks. */
export const permissions: Record<Task, string> = {
	'project.list': 'Read Only on the company-level Portfolio tool, and the projects in the list of permitted projects',
	'vendor.read': 'Read Only on the company-level Directory tool',
	'vendor.create': 'Admin on the company-level Directory tool',
	'vendor.update': 'Admin on the company-level Directory tool',
	'vendor.sync': 'Admin on the company-level Directory tool',
	'vendor.addToProject':
		'Admin on the project-level Directory tool, with that tool switched on in the project and the project in the list of permitted projects',
};
