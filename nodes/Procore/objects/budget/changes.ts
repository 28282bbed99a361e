import type { IDataObject } from 'n8n-workflow';
import { trimmed } from '../../../shared/decimal';
import { fingerprint } from '../../../shared/fingerprint';
import { call, type Client } from '../../api/client';
import { rowsOf } from '../../api/paging';
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
	const query = { exclude_custom_fields: true };
	const answer = await call(client, { task: 'budget.read', method: 'GET', path: pathOf(projectId), query });
	return rowsOf(client, answer, (answer.body as IDataObject | null)?.data);
}

/** What the call to create a budget change holds; `ref` names a line by its place. */
const changeBody = ({ status, title, description, adjustments }: BudgetChange): IDataObject => ({
	status,
	title,
	...(description ? { description } : {}),
	adjustment_line_items: adjustments.map(({ wbsCodeId, amount, comment }, index) => ({
		ref: String(index),
		type: 'budget_change',
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

/** How a budget change is known again: Procore has no origin ID for it. `owner` stands for system and project. */
const titleOf = (owner: string, differences: Difference[]) => {
	// Procore adds a line of 0 for a code that the budget lacks, so "0" and "0.0" have to be the same.
	const content = differences.map(({ wbsCodeId, from, to }) => [String(wbsCodeId), trimmed(from), trimmed(to)]);
	const key = fingerprint(content.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))).slice(0, 12);
	return `SAP project costs (${owner} ${key})`;
};

/** The result of a difference: Procore took the change that has it, or one that has it is open already. */
export type DifferenceResult = RowResult | { kind: 'open'; changeId: string; status: string };

/** The open changes that earlier runs made for this project. */
async function ownChanges(client: Client, projectId: string, owner: string): Promise<IDataObject[]> {
	const changes = await listBudgetChanges(client, projectId);
	return changes.filter(
		({ title, status }) =>
			String(title ?? '').startsWith(`SAP project costs (${owner} `) &&
			(status === 'draft' || status === 'under_review'),
	);
}

/** Takes back a draft of an earlier run that is outdated. */
async function voidChange(client: Client, projectId: string, { id }: IDataObject): Promise<RowResult> {
	return await writeRow(client, {
		task: 'budgetChange.write',
		method: 'PATCH',
		path: `${pathOf(projectId)}/${encodeURIComponent(String(id))}`,
		body: { status: 'void' },
		repeatable: true,
	});
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
	if (named.size > 0 && good.length > 0 && good.length < differences.length)
		return await createChange(client, projectId, owner, good, status, results);
	const made = result.kind === 'accepted' ? ((result.entity.data ?? result.entity) as IDataObject) : undefined;
	for (const { key } of good) results.set(key, made ? { kind: 'accepted', entity: made } : result);
}

/**
 * Brings about differences of a locked budget by one budget change. A change for the same differences that is still open
 * is not created a second time, however the run that created it ended; a draft of ours for other differences is
 * taken back first, so that no difference is counted twice.
 *
 * @param owner stands for system and project
 * @returns one result a difference by its key
 * @throws NodeApiError when the changes cannot be read
 */
export async function changeBudget(
	client: Client,
	projectId: string,
	owner: string,
	differences: Difference[],
	status: BudgetChangeStatus,
): Promise<Map<string, DifferenceResult>> {
	const results = new Map<string, DifferenceResult>();
	const settle = (result: DifferenceResult) => differences.forEach(({ key }) => results.set(key, result));
	const open = await ownChanges(client, projectId, owner);
	const same = open.find(({ title }) => title === titleOf(owner, differences));
	const kept = same ?? open.find((change) => change.status === 'under_review');
	if (kept) {
		settle({ kind: 'open', changeId: String(kept.id), status: String(kept.status) });
		return results;
	}
	for (const draft of open) {
		const result = await voidChange(client, projectId, draft);
		if (result.kind === 'accepted') continue;
		settle(result);
		return results;
	}
	await createChange(client, projectId, owner, differences, status, results);
	return results;
}
