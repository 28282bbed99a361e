import { groupBy } from 'lodash';
import {
	actions,
	exceptionStatuses,
	statuses,
	type ExplainedOutcome,
	type ExplainedPart,
	type ExplanationState,
} from '../../shared/model';
import { reasonFor } from '../../shared/reasons';
import type { LedgerRow } from '../ledger';
import type { LedgerFacts } from './input';
import { executionIn } from './words';

type AuditRow = LedgerRow<'audit'>;
type ExceptionRow = LedgerRow<'exceptions'>;

/** A part of a document, the row of its outcome, and its exception as it stands now. */
export interface Part {
	explained: ExplainedPart;
	row: AuditRow;
	exception: ExceptionRow | undefined;
	/** A person has set its exception to ignored. */
	isIgnored: boolean;
}

const isTrouble = (status: string) => exceptionStatuses.some((each) => each === status);

/** A word of a cell, `""` when it is not one of those that the sync writes. */
const wordOf = <T extends string>(words: readonly T[], cell: string): T | '' =>
	words.find((each) => each === cell) ?? '';

export function outcomeOf(row: AuditRow): ExplainedOutcome {
	return {
		at: row.at,
		runId: row.run_id,
		executionId: executionIn(row.run_id),
		entity: row.entity,
		projectId: row.project_id,
		procoreId: row.procore_id,
		originId: row.origin_id,
		action: wordOf(actions, row.action),
		status: wordOf(statuses, row.status),
		reason: row.reason,
		title: row.reason === '' ? '' : reasonFor(row.reason).title,
		message: row.message,
	};
}

/** The newest first. */
export const newestFirst = (rows: readonly AuditRow[]): AuditRow[] =>
	[...rows].sort((a, b) => compareTexts(b.run_id, a.run_id) || compareTexts(b.at, a.at) || Number(b.id) - Number(a.id));

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Where the parts of a document stand: one for each object that it has or should have in Procore, by its last outcome. One
 * about the document as a whole counts until a later run has dealt with its parts. A preview counts where nothing else is
 * known. Unchanged documents leave no row: an exception that has been resolved since tells that the object is as it should be.
 */
export function partsOf(entity: string, key: string, facts: LedgerFacts): Part[] {
	const recorded = facts.audit.filter((row) => row.entity === entity && row.sap_key === key);
	const rows = newestFirst([...recorded, ...rowsOfExceptions(entity, key, recorded, facts)]);
	const real = rows.filter(({ status }) => status !== 'planned');
	const counted = real.length > 0 ? real : rows;
	const newestRun = counted[0]?.run_id ?? '';
	const places = Object.values(
		groupBy(counted, ({ project_id, origin_id }) => JSON.stringify([project_id, origin_id])),
	);
	const current = places.filter(([row]) => row && (!isOfWhole(row) || row.run_id === newestRun));
	return withContracts(
		current.flatMap((history) => partOf(history, facts)),
		entity,
		key,
		facts,
	);
}

/** Exceptions outlive the rows of the audit trail that opened them: each stands for the last outcome that met it. */
function rowsOfExceptions(
	entity: string,
	key: string,
	recorded: readonly AuditRow[],
	{ exceptions }: LedgerFacts,
): AuditRow[] {
	const known = new Set(recorded.map(({ project_id }) => project_id));
	return exceptions
		.filter((row) => row.entity === entity && row.sap_key === key && row.status !== 'resolved')
		.filter(({ project_id }) => !known.has(project_id))
		.map(({ id, customer, project_id, reason, message, run_id, last_seen }) => ({
			...noRow,
			...{ id, customer, entity, sap_key: key, project_id, reason, message, run_id },
			at: last_seen,
			status: reasonFor(reason).status,
		}));
}

const isOfWhole = ({ entity, project_id, origin_id }: AuditRow) =>
	entity !== 'supplier' && project_id === '' && origin_id === '';

function partOf(history: readonly AuditRow[], facts: LedgerFacts): Part[] {
	const [row, ...earlier] = history;
	if (!row) return [];
	const exception = facts.exceptions.find(
		(each) => each.entity === row.entity && each.sap_key === row.sap_key && each.project_id === row.project_id,
	);
	const isOver = isTrouble(row.status) && exception?.status === 'resolved' && exception.run_id > row.run_id;
	const wasThere = earlier.some(({ status }) => status === 'synced') || hasContract(row, facts);
	// Whatever it was about is over, and what has come of it stands at the projects.
	if (isOver && isOfWhole(row)) return [];
	const outcome = outcomeOf(row);
	const state = isOver ? 'in_procore' : stateOf(row, exception, wasThere);
	const explained: ExplainedPart = {
		entity: row.entity,
		projectId: row.project_id,
		project: projectName(row.project_id, facts),
		state,
		procoreId: history.find(({ procore_id }) => procore_id !== '')?.procore_id ?? '',
		outcome: isOver ? settledBy(outcome, exception) : outcome,
	};
	return [{ explained, row, exception, isIgnored: isTrouble(row.status) && exception?.status === 'ignored' }];
}

function stateOf(row: AuditRow, exception: ExceptionRow | undefined, wasThere: boolean): ExplanationState {
	if (isTrouble(row.status)) {
		if (wasThere && !isOfWhole(row)) return 'outdated';
		if (exception?.status === 'ignored') return 'left_out';
		return row.status as 'waiting' | 'held' | 'failed';
	}
	if (row.status === 'ignored') return 'left_out';
	if (row.status === 'planned') return 'planned';
	return row.action === 'void' ? 'emptied' : 'in_procore';
}

const hasContract = (row: AuditRow, { contracts }: LedgerFacts) =>
	row.origin_id !== '' && contracts.some(({ origin_id }) => origin_id === row.origin_id);

/** The trouble that is on record is over: a later run found the object as it should be. */
const settledBy = (outcome: ExplainedOutcome, { run_id, last_seen }: ExceptionRow): ExplainedOutcome => ({
	...outcome,
	at: last_seen,
	runId: run_id,
	executionId: executionIn(run_id),
	action: 'none',
	status: 'unchanged',
	reason: '',
	title: '',
	message: '',
});

/** Contracts whose outcomes were deleted with old rows of the audit trail: that there was one is still known. */
function withContracts(parts: Part[], entity: string, key: string, facts: LedgerFacts): Part[] {
	if (entity !== 'purchase_order') return parts;
	const known = new Set(parts.map(({ row }) => row.origin_id));
	const more = contractsOf(key, facts).filter(({ origin_id }) => !known.has(origin_id));
	return [...parts, ...more.flatMap((contract) => partOf([rowOf(contract)], facts))];
}

/** Contracts that an order has had; the table also has those of requisitions that are not ordered. */
export const contractsOf = (order: string, { contracts }: Pick<LedgerFacts, 'contracts'>) =>
	contracts.filter(({ sap_key, origin_id }) => sap_key === order && /^sap:[^:]*:po:/.test(origin_id));

const rowOf = ({ id, customer, sap_key, project_id, origin_id, run_id }: LedgerRow<'contracts'>): AuditRow => ({
	...noRow,
	...{ id, customer, sap_key, project_id, origin_id, run_id },
	entity: 'purchase_order',
	status: 'synced',
});

/** What a row that stands in for an outcome does not know. */
const noRow = {
	...{ at: '', sap_changed_at: '', origin_id: '', procore_id: '', action: 'none', reason: '', message: '' },
	...{ fingerprint: '', previous_fingerprint: '', detail: '' },
};

/** `2207 Northgate`; only the number where the roster was not read, or does not have it. */
export function projectName(projectId: string, { projects }: Pick<LedgerFacts, 'projects'>): string {
	const name = projects.find(({ project_id }) => project_id === projectId)?.project_name ?? '';
	return `${projectId} ${name}`.trim();
}

/** Worst first. */
const troubles = ['failed', 'held', 'waiting'] as const;

/**
 * Where a document stands as a whole, by its parts. Trouble with the document as a whole, beside parts that are there, may be
 * about the rest of it; where SAP has changed it since these were written, its last change has not arrived.
 */
export function stateOfAll(parts: readonly Part[]): ExplanationState {
	const states = new Set(parts.map(({ explained }) => explained.state));
	const trouble = troubles.find((state) => states.has(state));
	if (states.has('outdated')) return 'outdated';
	if (trouble === undefined) {
		const found = (['in_procore', 'planned', 'emptied', 'left_out'] as const).find((state) => states.has(state));
		return found ?? 'not_on_record';
	}
	if (!states.has('in_procore')) return trouble;
	const written = changesOf(parts.filter(({ explained }) => explained.state === 'in_procore'));
	const stopped = changesOf(parts.filter(({ explained }) => explained.state === trouble && explained.projectId === ''));
	const isChanged = written.length > 0 && stopped.some((change) => written.every((each) => each < change));
	return isChanged ? 'outdated' : 'partly';
}

/** When SAP had changed the document that parts are about, ms since 1970; those that SAP never stamped are left out. */
const changesOf = (parts: readonly Part[]): number[] =>
	parts.map(({ row }) => Date.parse(row.sap_changed_at)).filter((change) => !Number.isNaN(change));
