import type { IDataObject } from 'n8n-workflow';
import { compared, sum, trimmed } from '../../../shared/decimal';
import { fingerprint } from '../../../shared/fingerprint';
import { call, type Client } from '../../api/client';
import { list } from '../../api/paging';
import { recordOf } from '../../api/record';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import type { Id } from '../wbs/projectCodes';
import { jsonNumber } from './amount';
import { namedRows } from './rejections';

export const budgetChangeStatuses = ['draft', 'approved', 'under_review', 'void'] as const;
export type BudgetChangeStatus = (typeof budgetChangeStatuses)[number];

/** One line of a budget change. */
export interface Adjustment {
	wbsCodeId: Id;
	/** What is added; negative to take away. */
	amount: string;
	comment?: string;
}

export interface BudgetChange {
	status: BudgetChangeStatus;
	title: string;
	description?: string;
	adjustments: Adjustment[];
}

const pathOf = (projectId: string) => `/rest/v1.0/projects/${encodeURIComponent(projectId)}/budget_changes`;

/** Reads the budget changes of a project, without their lines. */
export async function listBudgetChanges(client: Client, projectId: string): Promise<IDataObject[]> {
	return await list(client, {
		task: 'budget.read',
		path: pathOf(projectId),
		query: { exclude_custom_fields: true },
	});
}

/** The budget changes of a project, and what the approved ones add, by the ID of the WBS code. */
export interface ProjectChanges {
	all: IDataObject[];
	added: Map<string, string>;
	/** IDs of the approved ones whose lines are in `added`. */
	counted: Set<string>;
}

/** Procore answers at most so many lines of budget changes in a page. */
const linesPerPage = 100;

/** Reads the budget changes of a project, and their lines where one is approved. */
export async function projectChanges(client: Client, projectId: string): Promise<ProjectChanges> {
	const all = await listBudgetChanges(client, projectId);
	const approved = new Set(all.filter(({ status }) => status === 'approved').map(({ id }) => String(id)));
	const changes: ProjectChanges = { all, added: new Map(), counted: new Set() };
	if (approved.size === 0) return changes;
	const path = `/rest/v2.0/companies/${client.companyId}/projects/${encodeURIComponent(projectId)}/budget_changes/adjustment_line_items`;
	for (const line of await list(client, { task: 'budget.read', path, query: {}, perPage: linesPerPage })) {
		const changeId = String(line.budget_change_id);
		if (!approved.has(changeId)) continue;
		const code = String(line.wbs_code_id ?? (line.wbs_code as IDataObject | null | undefined)?.id ?? '');
		changes.added.set(code, sum([changes.added.get(code) ?? '0', String(line.amount ?? '0')]));
		changes.counted.add(changeId);
	}
	return changes;
}

/**
 * What the call to create a budget change holds; `ref` names a line by its place. Each line is an adjustment of its own:
 * `change_event` is the side of one that is added to, and a `budget_change` line, from which it would be taken, is not
 * taken without one.
 */
const changeBody = ({ status, title, description, adjustments }: BudgetChange): IDataObject => ({
	status,
	title,
	...(description ? { description } : {}),
	adjustment_line_items: adjustments.map(({ wbsCodeId, amount, comment }, index) => ({
		ref: String(index),
		adjustment_number: index + 1,
		type: 'change_event',
		wbs_code_id: wbsCodeId,
		amount: jsonNumber(amount),
		calculation_strategy: 'manual',
		...(comment ? { comment } : {}),
	})),
});

const createRequest = (projectId: string, change: BudgetChange) => ({
	task: 'budgetChange.write' as const,
	method: 'POST' as const,
	path: pathOf(projectId),
	body: changeBody(change),
});

/** Creates a budget change; never repeated, as Procore would then have two. */
export async function createBudgetChange(
	client: Client,
	projectId: string,
	change: BudgetChange,
): Promise<IDataObject> {
	const answer = await call(client, createRequest(projectId, change));
	const body = answer.body as IDataObject | null;
	return recordOf(client, { ...answer, body: body?.data ?? body });
}

/** A budget change in the fields that people look at. */
export function simplifyBudgetChange(change: IDataObject): IDataObject {
	return {
		id: change.id,
		number: change.number ?? null,
		title: change.title ?? null,
		status: change.status ?? null,
		description: change.description ?? null,
		amount: change.adjustment_total ?? null,
		createdAt: change.created_at ?? null,
		updatedAt: change.updated_at ?? null,
	};
}

/** A line that a budget's change of ours has to bring about. */
export interface Difference extends Adjustment {
	/** Names it in the results. */
	key: string;
	/** What the line amounts to before, and has to afterwards. */
	from: string;
	to: string;
}

const titleStart = (owner: string) => `SAP planned costs (${owner} `;

/** The budget changes that earlier runs made. */
export const ownChanges = (all: readonly IDataObject[], owner: string): IDataObject[] =>
	all.filter(({ title }) => String(title ?? '').startsWith(titleStart(owner)));

/** How a budget change is known again: Procore has no origin ID for it. `owner` stands for system and project. */
function titleOf(owner: string, differences: Difference[]): string {
	// Procore adds a line of 0 for a code that the budget lacks, so "0" and "0.0" have to be the same.
	const content = differences.map(({ wbsCodeId, from, to }) => [String(wbsCodeId), trimmed(from), trimmed(to)]);
	const key = fingerprint(content.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))).slice(0, 12);
	return `${titleStart(owner)}${key})`;
}

/**
 * The result of a difference: Procore took the change that has it (`kept` = with another amount or status), one that has it
 * is there already, or a person voided it.
 */
export type DifferenceResult =
	| RowResult
	| { kind: 'open' | 'approved' | 'voided'; changeId: string; status: string }
	| { kind: 'kept'; changeId: string; what: string };

/**
 * The change that decides on differences, of those that earlier runs made: the one that has just these differences, or one
 * that a person has under review. An approved one whose lines Procore did not list is not in what the differences
 * were computed from, so that it has them.
 */
function decided(own: IDataObject[], title: string, counted: Set<string>): IDataObject | undefined {
	const same = own.filter(
		(change) => change.title === title && !(change.status === 'approved' && isIn(counted, change)),
	);
	return (
		same.find(({ status }) => status !== 'void') ??
		own.find(({ status }) => status === 'under_review') ??
		same.find(({ status }) => status === 'void')
	);
}

const isIn = (ids: Set<string>, { id }: IDataObject) => ids.has(String(id));

/** Takes back a draft of an earlier run that is outdated. Its title tells it from one that a person voided. */
async function withdraw(client: Client, projectId: string, { id, title }: IDataObject): Promise<RowResult> {
	return await writeRow(client, {
		task: 'budgetChange.write',
		method: 'PATCH',
		path: `${pathOf(projectId)}/${encodeURIComponent(String(id))}`,
		body: { status: 'void', title: `${String(title)}, withdrawn` },
		repeatable: true,
	});
}

/**
 * Takes back all drafts of earlier runs that nobody has decided on.
 * @returns why one of them is still there; undefined = none is
 */
export async function withdrawDrafts(
	client: Client,
	projectId: string,
	own: readonly IDataObject[],
): Promise<RowResult | undefined> {
	for (const draft of own.filter(({ status }) => status === 'draft')) {
		const result = await withdraw(client, projectId, draft);
		if (result.kind !== 'accepted') return result;
	}
	return undefined;
}

/** What Procore made of a line otherwise than it was asked; `""` = nothing. */
function keptOtherwise(made: IDataObject, { wbsCodeId, amount }: Difference, status: BudgetChangeStatus): string {
	if (made.status !== status) return `has the status ${String(made.status)} instead of ${status}`;
	const lines = (made.adjustment_line_items ?? []) as IDataObject[];
	const line = lines.find(
		(each) => String((each.wbs_code as IDataObject | null | undefined)?.id) === String(wbsCodeId),
	);
	const now = String(line?.amount ?? '0');
	return compared(now, amount) === 0 ? '' : `has ${now} instead of ${amount}`;
}

/** Creates the change. Lines that Procore names as wrong are left out, and the rest is sent once more. */
async function createChange(
	client: Client,
	projectId: string,
	owner: string,
	differences: Difference[],
	status: BudgetChangeStatus,
	results: Map<string, DifferenceResult>,
): Promise<void> {
	const change = { status, title: titleOf(owner, differences), adjustments: differences };
	const result = await writeRow(client, createRequest(projectId, change));
	const named = result.kind === 'rejected' ? namedRows(result.error) : new Map<string, never>();
	const good = differences.filter(({ key }, index) => {
		const error = named.get(String(index));
		if (error) results.set(key, { kind: 'rejected', error });
		return !error;
	});
	if (good.length > 0 && good.length < differences.length)
		return await createChange(client, projectId, owner, good, status, results);
	if (result.kind !== 'accepted') return good.forEach(({ key }) => results.set(key, result));
	const made = (result.entity.data ?? result.entity) as IDataObject;
	for (const difference of good) {
		const what = keptOtherwise(made, difference, status);
		const changeId = String(made.id ?? '');
		results.set(difference.key, what ? { kind: 'kept', changeId, what } : { kind: 'accepted', entity: made });
	}
}

const kinds: Record<string, 'open' | 'approved' | 'voided'> = {
	draft: 'open',
	under_review: 'open',
	approved: 'approved',
	void: 'voided',
};

/**
 * Brings about differences of a locked budget by one budget change. A change for the same differences is not created a
 * second time, however the run that created it ended and whatever a person made of it; a draft of ours for other
 * differences is taken back first, so that no difference is counted twice.
 *
 * @param owner stands for system and project
 * @returns one result a difference by its key
 */
export async function changeBudget(
	client: Client,
	projectId: string,
	owner: string,
	{ all, counted }: ProjectChanges,
	differences: Difference[],
	status: BudgetChangeStatus,
): Promise<Map<string, DifferenceResult>> {
	const results = new Map<string, DifferenceResult>();
	const settle = (result: DifferenceResult) => differences.forEach(({ key }) => results.set(key, result));
	const own = ownChanges(all, owner);
	const known = decided(own, titleOf(owner, differences), counted);
	const kind = known && kinds[String(known.status)];
	if (known && kind) {
		settle({ kind, changeId: String(known.id), status: String(known.status) });
		return results;
	}
	const refused = await withdrawDrafts(client, projectId, own);
	if (refused) settle(refused);
	else await createChange(client, projectId, owner, differences, status, results);
	return results;
}
