import type {
	Expected,
	ExplainedLine,
	ExplainedOutcome,
	ExplainedPart,
	ExplainedRow,
	Missing,
} from '../../../shared/model';
import type { Column } from '../kit/columns';
import { timeText } from '../kit/format';

/** `left_out`, `in_procore` as people read them. */
const stateText = (state: string) => state.replaceAll('_', ' ').replace('procore', 'Procore');

export const partColumns: Array<Column<ExplainedPart>> = [
	{ key: 'project', label: 'Project', value: ({ project, projectId }) => project || projectId },
	{ key: 'state', label: 'State', kind: 'state', value: ({ state }) => stateText(state) },
	{ key: 'procore_id', label: 'In Procore', value: ({ procoreId }) => procoreId },
	{ key: 'reason', label: 'Why', value: ({ outcome }) => outcome.title },
	{ key: 'message', label: 'In this case', width: 'long', value: ({ outcome }) => outcome.message },
];

export const rowColumns: Array<Column<ExplainedRow>> = [
	{ key: 'table', label: 'Table', value: ({ table }) => table },
	{ key: 'row', label: 'Row', width: 'short', value: ({ id }) => id },
	{ key: 'pattern', label: 'If', width: 'long', value: ({ pattern }) => pattern },
	{ key: 'result', label: 'Then', value: ({ result }) => result || '(not filled)' },
	{ key: 'basis', label: 'Known', value: ({ basis }) => (basis === 'now' ? 'as it is now' : 'by a run') },
];

const accountOf = ({ glAccount, costCenter, wbsElement, companyCode }: ExplainedLine) =>
	[wbsElement, glAccount, costCenter, companyCode].filter(Boolean).join(' · ');

export const lineColumns: Array<Column<ExplainedLine>> = [
	{ key: 'line', label: 'Line', value: ({ item, assignment }) => [item, assignment].filter(Boolean).join('/') },
	{ key: 'assigned_to', label: 'Assigned to', width: 'long', value: accountOf },
	{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'project', label: 'Project', value: ({ projectId }) => projectId },
	{
		key: 'cost_code',
		label: 'Cost code',
		value: ({ costCode, costType }) => [costCode, costType].filter(Boolean).join(' / '),
	},
	{ key: 'rule', label: 'By the rule', width: 'long', value: ({ rule }) => rule },
	{ key: 'basis', label: 'Known', value: ({ basis }) => (basis === 'now' ? 'as SAP and the tables are' : 'by a run') },
];

export const outcomeColumns: Array<Column<ExplainedOutcome>> = [
	{ key: 'at', label: 'When', kind: 'time', value: ({ at }) => at },
	{ key: 'status', label: 'Status', kind: 'state', value: ({ status }) => status },
	{ key: 'action', label: 'Done', value: ({ action }) => (action === 'none' ? '' : action) },
	{ key: 'project', label: 'Project', value: ({ projectId }) => projectId },
	{ key: 'procore_id', label: 'In Procore', value: ({ procoreId }) => procoreId },
	{ key: 'reason', label: 'Why', value: ({ title }) => title },
	{ key: 'message', label: 'In this case', width: 'long', value: ({ message }) => message },
	{ key: 'run', label: 'Run', value: ({ runId }) => runId },
];

export const expectedColumns: Array<Column<Expected>> = [
	{ key: 'project', label: 'Project', value: ({ projectId }) => projectId },
	{ key: 'status', label: 'It would be', kind: 'state', value: ({ status }) => status },
	{ key: 'what', label: 'In words', width: 'long', value: ({ what }) => what },
];

/** On the page these are sentences; in a file they have columns. */
export const missingColumns: Array<Column<Missing>> = [
	{ key: 'document', label: 'Document', value: ({ document }) => document },
	{ key: 'project', label: 'Project', value: ({ projectId }) => projectId },
	{ key: 'reason', label: 'Reason', value: ({ reason }) => reason },
	{ key: 'message', label: 'In this case', value: ({ what }) => what },
	{ key: 'advice', label: 'What to do', value: ({ advice }) => advice },
	{ key: 'who', label: 'Who', value: ({ whoText }) => whoText },
	{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', value: ({ currency }) => currency },
	{ key: 'next_attempt', label: 'Tried again', kind: 'time', value: ({ nextAttemptAt }) => timeText(nextAttemptAt) },
];
