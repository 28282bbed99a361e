import { countBy, isMatch, partition } from 'lodash';
import { exceptionStatuses, type Lane, type Outcome, type Run } from '../../../shared/model';
import { reasonFor, type ReasonCode } from '../../../shared/reasons';
import { exceptionCells, exceptionKey, firstTroubles } from '../../ledger/exceptions';
import type { ExceptionRow } from '../../ledger/rows';
import { withoutBudgetLine } from '../../lanes/cost/keys';
import { partsTold } from '../../lanes/cost/outcomes';
import { isInRange } from '../../lanes/projectCost/range';
import { readsWindow } from '../lane';
import { reattempt } from './attempts';

/** Row of `sap_procore_exceptions`, to be written over the one with the same entity, SAP key and project. */
export interface ExceptionUpdate {
	entity: string;
	sap_key: string;
	project_id: string;
	status: 'open' | 'parked' | 'resolved';
	reason: string;
	title: string;
	advice: string;
	message: string;
	/** What is at stake, and its currency; `""` = nothing, or not known. */
	amount: string;
	currency: string;
	/** ISO 8601, `""` = it is not known when SAP changed the document. */
	sap_changed_at: string;
	/** JSON: what of it lacks a cost code, as {@link unmappedAssignmentSchema}; `""` = nothing. */
	unmapped: string;
	attempts: number;
	first_seen: string;
	last_seen: string;
	next_attempt_at: string;
	run_id: string;
	/** The run whose *Finish* has announced it; `pending` until then. */
	announced_run: string;
	/** Only of one that was ignored and is open again. */
	ignored_until?: '';
	ignored_reason?: '';
}

/** `announced_run` of an exception that was not announced yet. */
export const pendingAnnouncement = 'pending';

/** An exception as the table has it. */
export type KnownException = ExceptionRow &
	Record<'run_id' | 'announced_run' | 'last_seen' | 'sap_changed_at' | 'unmapped', string>;

export interface ExceptionInput {
	run: Run;
	/** The lane of all outcomes; undefined = those about the run as a whole. */
	lane: Lane | undefined;
	outcomes: Outcome[];
	/** Exceptions that are not resolved. */
	known: KnownException[];
	/** Whether all that the lane was to read went through it. */
	through: boolean;
	maximumAttempts: number;
	/** Now, ISO 8601. */
	now: string;
}

/** Cells of an exception that was ignored and is open again, with all its attempts. */
export const openAgain = {
	status: 'open',
	ignored_until: '',
	ignored_reason: '',
	attempts: 0,
	next_attempt_at: '',
} as const;

/**
 * Whether what a person set to ignored is not what a document is in now: it changed in SAP, or the reason or its facts are
 * others. An outage, on which nobody has to act, says nothing of the document.
 */
function isOther(row: KnownException, each: Outcome): boolean {
	if (reasonFor(each.reason).who.length === 0) return false;
	const { reason, message, amount, currency, unmapped } = exceptionCells(each);
	const now = { reason, message: message.trim(), amount, currency, unmapped };
	const isChanged = row.sap_changed_at !== each.sapChangedAt && row.sap_changed_at !== '' && each.sapChangedAt !== '';
	return isChanged || !isMatch(row, now);
}

/** Whether an exception was ignored for a time, and that is over. What is no day, as people may write it, never is. */
export const isIgnoredNoMore = (
	{ status, ignored_until: until }: { status: string; ignored_until: string },
	now: string,
): boolean => status === 'ignored' && Date.parse(until) <= Date.parse(now);

const documentOf = (entity: string, sapKey: string) => JSON.stringify([entity, sapKey]);
const isException = ({ status }: Outcome) => exceptionStatuses.includes(status);

/**
 * The exceptions that outcomes open, repeat and resolve; at most one row for each document and project.
 * What a person set to ignored is left alone as long as the document is in that very trouble.
 */
export function exceptionUpdates(input: ExceptionInput): ExceptionUpdate[] {
	const known = new Map(input.known.map((row) => [exceptionKey(row.entity, row.sap_key, row.project_id), row]));
	const troubles = firstTroubles(input.outcomes.filter(isException));
	const opened = [...troubles].flatMap(([key, each]) => {
		const row = known.get(key);
		if (row?.status !== 'ignored') return !row && isTypo(each, input) ? [] : [openedRow(each, row, input)];
		const { ignored_until, ignored_reason } = openAgain;
		return isOther(row, each) ? [{ ...openedRow(each, undefined, input), ignored_until, ignored_reason }] : [];
	});
	const looked = lookedAt(input.outcomes);
	const isOfProjectToldWhole = toldWhole(input);
	const notRead = new Set(
		input.outcomes.flatMap(({ reason, projectId }) => (reason === notAllRead ? [projectId] : [])),
	);
	const settled = [...known].flatMap(([key, row]) => {
		if (troubles.has(key) || row.status === 'ignored' || row.status === 'resolved') return [];
		if (notRead.has(row.project_id)) return [];
		return isSettled(row, looked, input) || isOfProjectToldWhole(row.project_id) ? [resolvedRow(row, input)] : [];
	});
	return [...opened, ...settled];
}

/**
 * A number that somebody asked to replay and that SAP does not have. Nothing will ever resolve an exception about it: it is
 * told by the outcome of that run only.
 */
const isTypo = (
	{ entity, sapKey, reason, projectId, originId, sapChangedAt }: Outcome,
	{ run, lane }: ExceptionInput,
) =>
	(run.mode === 'replay' || isOfBrokenOffReplay(entity, sapKey, { run, lane })) &&
	reason === 'not_found' &&
	projectId === '' &&
	originId === '' &&
	sapChangedAt === '';

/** A document that a run was asked for, and not by an exception of its own. */
const isOfBrokenOffReplay = (entity: string, sapKey: string, { run, lane }: Pick<ExceptionInput, 'run' | 'lane'>) =>
	lane?.keys.includes(sapKey) === true &&
	run.approval?.decided.some((each) => each.entity === entity && each.sapKey === sapKey) !== true;

/** What the run says of one document: the projects that have an outcome, and its trouble as a whole. */
interface Looked {
	projects: Set<string>;
	troubledAsAWhole: boolean;
}

function lookedAt(outcomes: Outcome[]): Map<string, Looked> {
	const documents = new Map<string, Looked>();
	for (const each of outcomes) {
		const key = documentOf(each.entity, each.sapKey);
		const document = documents.get(key) ?? { projects: new Set(), troubledAsAWhole: false };
		documents.set(key, document);
		document.projects.add(each.projectId);
		if (each.projectId === '' && isException(each)) document.troubledAsAWhole = true;
	}
	return documents;
}

/**
 * Whether an exception that this run did not meet again is over: by the outcome of its own project; one about the document
 * as a whole, by any; and where the document left the project, by any, unless the document or the lane was in such trouble
 * that projects were not looked at; one about a cost code, when the project has no amounts on it; one about a cost that has
 * no outcome of its own, when all were read. Trouble with reading a lane is over when its window was read again (a replay of
 * single documents does not tell), or when somebody has switched the lane off. A batch of projects says nothing of the others.
 */
function isSettled(
	row: KnownException,
	looked: Map<string, Looked>,
	{ run, lane, through, outcomes }: ExceptionInput,
): boolean {
	const { entity, sap_key, project_id } = row;
	if (sap_key === '') return lane?.on === false || (through && (lane === undefined || isReadToTheEnd(lane)));
	const document = looked.get(documentOf(entity, sap_key));
	if (lane?.projects && !isInRange(lane.projects, project_id)) return false;
	if (!document) return through && (isWithoutPart(row, outcomes) || isReadAgain(row, { run, lane, outcomes }));
	return document.projects.has(project_id) || (through && !document.troubledAsAWhole);
}

const isReadToTheEnd = (lane: Lane) => readsWindow(lane) && (lane.projects === null || lane.projects.upTo === '');

/** A project of which a cost could not be read: nothing else of it was looked at. */
const notAllRead: ReasonCode = 'costs_not_read';

/**
 * Whether a batch of projects has told everything of a project: each of its parts, or that it has none. What is left of the
 * key of an exception in other projects does not come in the same batch.
 */
function toldWhole({ lane, through, outcomes }: ExceptionInput): (projectId: string) => boolean {
	const projects = lane?.projects;
	if (!projects || !through) return () => false;
	const [told, parts] = partition(outcomes, ({ sapKey }) => sapKey === withoutBudgetLine);
	const own = new Map(told.map((each) => [each.projectId, each]));
	const count = countBy(parts, ({ projectId }) => projectId);
	const isLeftOut = parts.some(({ reason }) => reason === 'left_out_by_workflow');
	return (projectId) => {
		if (projectId === '' || !isInRange(projects, projectId)) return false;
		const of = own.get(projectId);
		if (!of) return told.length > 0 && !isLeftOut;
		return of.fingerprint !== '' && (count[projectId] ?? 0) >= partsTold(of.detail);
	};
}

/**
 * Whether all amounts of a project were told, and none has the cost code that an exception is about: somebody has mapped them
 * to another one.
 */
function isWithoutPart(
	{ entity, sap_key, project_id }: Pick<ExceptionRow, 'entity' | 'sap_key' | 'project_id'>,
	outcomes: readonly Outcome[],
): boolean {
	if (!sap_key.includes(withoutBudgetLine)) return false;
	const own = outcomes.filter((each) => each.entity === entity && each.projectId === project_id);
	const told = own.find(({ sapKey, fingerprint }) => sapKey === withoutBudgetLine && fingerprint !== '');
	return told !== undefined && own.length > partsTold(told.detail);
}

/**
 * Whether all costs were told, and not the one that could not be read before: what can be read is told with its project. An
 * earlier batch of the run may have met it, or of the run whose reading this one goes on with.
 */
function isReadAgain(
	{ entity, project_id, run_id, last_seen }: KnownException,
	{ run, lane, outcomes }: Pick<ExceptionInput, 'run' | 'lane' | 'outcomes'>,
): boolean {
	if (project_id !== '' || run_id === run.runId) return false;
	if (Date.parse(last_seen) >= Date.parse(lane?.window.to ?? '')) return false;
	return outcomes.some((each) => each.entity === entity && each.sapKey === withoutBudgetLine && each.projectId === '');
}

function openedRow(each: Outcome, row: KnownException | undefined, input: ExceptionInput): ExceptionUpdate {
	return {
		entity: each.entity,
		sap_key: each.sapKey,
		project_id: each.projectId,
		...exceptionCells(each),
		sap_changed_at: each.sapChangedAt,
		first_seen: row?.first_seen || input.now,
		last_seen: input.now,
		run_id: input.run.runId,
		announced_run: row?.announced_run || pendingAnnouncement,
		...reattempt(each, row, input),
	};
}

/** Keeps what it was about, so that a report can say what was resolved. */
function resolvedRow(row: KnownException, { run, now }: ExceptionInput): ExceptionUpdate {
	const { entity, sap_key, project_id, reason, title, advice, message, amount, currency, attempts, first_seen } = row;
	return {
		...{ entity, sap_key, project_id, reason, title, advice, message, amount, currency, attempts, first_seen },
		sap_changed_at: row.sap_changed_at,
		unmapped: '',
		announced_run: row.announced_run || pendingAnnouncement,
		status: 'resolved',
		last_seen: now,
		next_attempt_at: '',
		run_id: run.runId,
	};
}
