import type { Finding } from '../../../shared/model';
import type { Column } from '../kit/columns';
import type { Coverage, HeldSupplier } from './model';

const systems: Record<Finding['system'], string> = { sap: 'SAP', procore: 'Procore', tables: 'n8n' };

export const findingColumns: Array<Column<Finding>> = [
	{ key: 'state', label: 'State', kind: 'state', value: ({ state }) => state },
	{ key: 'system', label: 'Where', width: 'short', value: ({ system }) => systems[system] },
	{ key: 'subject', label: 'What', width: 'long', value: ({ subject, area }) => subject || area },
	{ key: 'found', label: 'What was found', value: ({ what }) => what },
	{ key: 'todo', label: 'What to do', value: ({ todo }) => todo },
];

export const findingFileColumns: Array<Column<Finding>> = [
	...findingColumns,
	{ key: 'area', label: 'Area', value: ({ area }) => area },
	{ key: 'project_id', label: 'Project ID', value: ({ projectId }) => projectId },
];

export const coverageColumns: Array<Column<Coverage>> = [
	{ key: 'company_code', label: 'Company code', value: ({ companyCode }) => companyCode },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'in_projects', label: 'Order value in projects', kind: 'amount', value: ({ inProjects }) => inProjects },
	{ key: 'covered', label: 'Has a cost code', kind: 'amount', value: ({ covered }) => covered },
	{ key: 'share', label: 'Percent', kind: 'amount', value: ({ share }) => share },
	{ key: 'ambiguous', label: 'Has two', kind: 'amount', value: ({ ambiguous }) => ambiguous },
	{ key: 'without_project', label: 'Has no project', kind: 'amount', value: ({ withoutProject }) => withoutProject },
];

export const heldColumns: Array<Column<HeldSupplier>> = [
	{ key: 'supplier', label: 'Supplier', width: 'short', value: ({ supplier }) => supplier },
	{ key: 'name', label: 'Name', width: 'medium', value: ({ name }) => name },
	{ key: 'message', label: 'Why', value: ({ message }) => message },
	{ key: 'todo', label: 'What to do', value: ({ advice }) => advice },
];
