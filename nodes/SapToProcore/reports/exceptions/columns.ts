import type { Column } from '../kit/columns';
import { entityLabel, readableKey } from '../../../shared/entities';
import type { IgnoredException, OpenException, ResolvedException } from './model';
import type { UnmappedCombination } from './unmapped';

/** What a page shows of an open exception. */
export const openColumns: Array<Column<OpenException>> = [
	{ key: 'entity', label: 'What', value: ({ entity }) => entityLabel(entity) },
	{ key: 'sap_key', label: 'SAP key', value: ({ entity, sapKey }) => readableKey(entity, sapKey) || '(all)' },
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'status', label: 'Status', kind: 'state', value: ({ status, byItself }) => (byItself ? 'waiting' : status) },
	{ key: 'title', label: 'What is the matter', width: 'long', value: ({ title, message }) => message || title },
	{ key: 'advice', label: 'What to do', width: 'long', value: ({ advice }) => advice },
	{ key: 'age_days', label: 'Days', kind: 'count', value: ({ ageDays }) => ageDays },
	{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];

/** What is told of an exception where its advice stands above the table, or does not matter. */
export const chosenColumns: Array<Column<OpenException>> = openColumns.filter(
	({ key }) => !['status', 'advice'].includes(key),
);

/** What a file holds of it beside that. */
export const openFileColumns: Array<Column<OpenException>> = [
	...openColumns,
	{ key: 'reason', label: 'Reason', value: ({ reason }) => reason },
	{ key: 'project_id', label: 'Project ID', value: ({ projectId }) => projectId },
	{ key: 'attempts', label: 'Attempts', kind: 'count', value: ({ attempts }) => attempts },
	{ key: 'first_seen', label: 'First seen', kind: 'time', value: ({ firstSeen }) => firstSeen },
	{ key: 'last_seen', label: 'Last seen', kind: 'time', value: ({ lastSeen }) => lastSeen },
	{ key: 'next_attempt_at', label: 'Next attempt', kind: 'time', value: ({ nextAttemptAt }) => nextAttemptAt },
];

export const ignoredColumns: Array<Column<IgnoredException>> = [
	...chosenColumns,
	{ key: 'why', label: 'Why', width: 'long', value: ({ why }) => why },
	{ key: 'until', label: 'Until', value: ({ until }) => until },
	{ key: 'by', label: 'By', value: ({ by }) => by },
];

export const resolvedColumns: Array<Column<ResolvedException>> = [
	{ key: 'entity', label: 'What', value: ({ entity }) => entityLabel(entity) },
	{ key: 'sap_key', label: 'SAP key', value: ({ entity, sapKey }) => readableKey(entity, sapKey) || '(all)' },
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'title', label: 'What was the matter', width: 'long', value: ({ title }) => title },
	{ key: 'first_seen', label: 'Opened', kind: 'time', value: ({ firstSeen }) => firstSeen },
	{ key: 'last_seen', label: 'Resolved', kind: 'time', value: ({ resolvedAt }) => resolvedAt },
	{ key: 'age_days', label: 'Days open', kind: 'count', value: ({ days }) => days },
];

export const unmappedColumns: Array<Column<UnmappedCombination>> = [
	{ key: 'company_code', label: 'Company code', value: ({ companyCode }) => companyCode },
	{ key: 'gl_account', label: 'G/L account', value: ({ glAccount }) => glAccount },
	{ key: 'cost_center', label: 'Cost center', value: ({ costCenter }) => costCenter },
	{ key: 'wbs_element', label: 'WBS element', value: ({ wbsElement }) => wbsElement },
	{ key: 'documents', label: 'Documents', kind: 'count', value: ({ documents }) => documents },
	{ key: 'amount', label: 'Amount that waits', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];
