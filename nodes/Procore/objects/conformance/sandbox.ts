import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { reasonOf } from '../../../shared/http';
import { exchange, successOf, type ApiRequest, type Client } from '../../api/client';
import { readErrorBody, type ErrorText } from '../../api/errorBody';
import { isSuccess } from '../../api/errors';
import { list, maxPerPage } from '../../api/paging';
import { contractsPath } from '../contract/record';
import { directCostsPath } from '../directCost/read';
import { requisitionsPath } from '../requisition/record';
import type { Id } from '../wbs/projectCodes';

/** What origin IDs and titles of all throw-away records begin with, of whichever check. */
const markPrefix = 'n8n-conformance';

/** What Procore made of a request that it may refuse. */
export type Reply = { taken: true; body: IDataObject } | { taken: false; status: number; error: ErrorText };

/** A throw-away record. Only with one in hand can something be changed or removed. */
export interface Made {
	/** In words: `contract`. */
	what: string;
	id: Id;
	path: string;
	/** What goes before its removal, where it is needed: whether it succeeds does not matter. */
	before: ApiRequest[];
	remove: ApiRequest;
}

/** Where a kind of record is, and how it is removed. */
interface Kind {
	what: string;
	task: ApiRequest['task'];
	path: string;
	/** Of calls on one record, where it is not that of the list. */
	recordPath?: string;
	/** Of its removal, where it is another one again. */
	removalPath?: string;
	query?: ApiRequest['query'];
	/** Bodies that open a record for its removal. */
	opening?: IDataObject[];
	/** With 403 Procore says no to the record, and not to the account. */
	mayBeForbidden?: boolean;
}

/**
 * A project to try things out in. It makes records, changes and removes only what it has made itself, and what an earlier
 * check, which was killed, has left behind; everything else it only reads.
 */
export class Sandbox {
	/** Names this check in numbers, titles and origin IDs. */
	readonly mark = `${markPrefix}:${randomUUID().slice(0, 8)}`;
	readonly #made: Made[] = [];
	#counted = 0;

	constructor(
		readonly client: Client,
		readonly projectId: string,
	) {}

	/** An identity that no other record has. */
	next(): string {
		this.#counted += 1;
		return `${this.mark}:${String(this.#counted)}`;
	}

	/** @throws NodeApiError for every status but success */
	async read(task: ApiRequest['task'], path: string, query: ApiRequest['query'] = {}): Promise<unknown> {
		const request: ApiRequest = { task, method: 'GET', path, query };
		return successOf(this.client, request, await exchange(this.client, request)).body;
	}

	/**
	 * Makes a throw-away record, if Procore lets us.
	 * @param body everything but where it goes
	 * @throws NodeApiError for what is no refusal, log-on and outage above all
	 */
	async make(
		kind: Kind,
		body: IDataObject,
	): Promise<{ made: Made; body: IDataObject } | { refused: Reply & { taken: false } }> {
		const { task, path, query, mayBeForbidden } = kind;
		const request: ApiRequest = { task, method: 'POST', path, ...(query ? { query } : {}), body };
		const reply = await this.#send(request, mayBeForbidden);
		if (!reply.taken) return { refused: reply };
		return { made: this.keep(kind, reply.body.id as Id), body: reply.body };
	}

	/** Takes charge of a record that was made by another way than {@link make}, a sync action for example. */
	keep(kind: Kind, id: Id): Made {
		const { what, task, path, recordPath = path, removalPath = recordPath, opening = [] } = kind;
		const own = (of: string) => `${of}/${encodeURIComponent(String(id))}`;
		// Of old calls the query names the project, of others the path does.
		const query = removalPath.includes('/projects/') ? {} : { project_id: this.projectId };
		const made: Made = {
			...{ what, id, path: own(recordPath) },
			before: opening.map((body) => ({ task, method: 'PATCH', path: own(recordPath), body })),
			remove: { task, method: 'DELETE', path: own(removalPath), query },
		};
		this.#made.push(made);
		return made;
	}

	/** Changes a throw-away record, if Procore lets us. */
	async change({ path }: Made, task: ApiRequest['task'], body: IDataObject): Promise<Reply> {
		return await this.#send({ task, method: 'PATCH', path, body });
	}

	/** A call below a throw-away record, such as a sync of its lines. */
	async below({ path }: Made, request: ApiRequest): Promise<Reply> {
		return await this.#send({ ...request, path: `${path}/${request.path}` });
	}

	/** A sync of rows of which every one bears the mark of this check. @throws Error for any other row */
	async sync(
		request: Pick<ApiRequest, 'task' | 'path' | 'query'>,
		body: IDataObject & { updates: IDataObject[] },
	): Promise<Reply> {
		if (!body.updates.every(({ origin_id: origin }) => String(origin).startsWith(this.mark)))
			throw new TypeError('A row of a sync is none of the check');
		return await this.#send({ ...request, method: 'PATCH', body });
	}

	/**
	 * Removes everything again, the latest first, and what killed checks have left.
	 * @returns in words, what is still there or could not be looked for
	 */
	async cleanUp(): Promise<string[]> {
		const left = new Map<string, Made>();
		const unseen: string[] = [];
		const removeAll = async (records: readonly Made[]) => {
			for (const made of records)
				if (await this.#remove(made)) left.delete(made.path);
				else left.set(made.path, made);
		};
		await removeAll(this.#made.splice(0).reverse());
		await removeAll((await this.#forgotten(unseen)).filter(({ path }) => !left.has(path)));
		// What something else stood on can go now.
		await removeAll([...left.values()]);
		return [...[...left.values()].map(({ what }) => what), ...unseen];
	}

	async #remove({ before, remove }: Made): Promise<boolean> {
		for (const request of [...before, remove]) {
			const [sent] = await Promise.allSettled([exchange(this.client, { ...request, repeatable: true })]);
			if (request !== remove) continue;
			return sent.status === 'fulfilled' && (isSuccess(sent.value) || sent.value.status === 404);
		}
		return false;
	}

	/**
	 * Records of killed checks, and those whose making broke off: nobody told that they are there.
	 * @param unseen gets kinds that could not be looked for
	 */
	async #forgotten(unseen: string[]): Promise<Made[]> {
		const { client, projectId } = this;
		const project = { project_id: projectId };
		const searches = [
			{ kind: contractKind(projectId), query: { ...project, view: 'extended' }, perPage: maxPerPage },
			{ kind: changeOrderKind(projectId), query: {} },
			{ kind: directCostKind(projectId), query: {}, perPage: maxPerPage },
			{ kind: budgetChangeKind(projectId), query: {} },
		];
		for (const { kind, ...search } of searches) {
			const { task, path, what } = kind;
			const [rows] = await Promise.allSettled([list(client, { task, path, ...search })]);
			if (rows.status === 'rejected') {
				// Where the account may not look, it has not made any.
				if (reasonOf(rows.reason) !== 'permission_missing') unseen.push(`${what} (could not be looked for)`);
				continue;
			}
			for (const { id } of rows.value.filter(isThrownAway)) {
				this.keep(kind, id as Id);
				if (path === contractsPath) await this.#keepRequisitions(id as Id);
			}
		}
		return this.#made.splice(0).reverse();
	}

	/** What is billed on a throw-away contract is thrown away as well. */
	async #keepRequisitions(contractId: Id): Promise<void> {
		const query = { project_id: this.projectId, 'filters[commitment_id]': contractId };
		const task = 'requisition.read';
		const [rows] = await Promise.allSettled([list(this.client, { task, path: requisitionsPath, query, perPage: 100 })]);
		if (rows.status === 'rejected') return;
		for (const { id } of rows.value) this.keep(requisitionKind(this.projectId, contractId), id as Id);
	}

	async #send(request: ApiRequest, mayBeForbidden = false): Promise<Reply> {
		const answer = await exchange(this.client, request);
		const { status } = answer;
		if (refusals.has(status) || (mayBeForbidden && status === 403))
			return { taken: false, status, error: readErrorBody(answer.body) };
		const body = successOf(this.client, request, answer).body as IDataObject | null;
		return { taken: true, body: (body?.data as IDataObject | undefined) ?? body ?? {} };
	}
}

const isThrownAway = ({ origin_id: origin, title }: IDataObject) =>
	[origin, title].some((text) => typeof text === 'string' && text.startsWith(`${markPrefix}:`));

/** With these Procore says no to what was asked; everything else is trouble. */
const refusals = new Set([400, 405, 409, 422]);

/** The kinds of records that are made. */
export const contractKind = (projectId: string): Kind => ({
	...{ what: 'purchase order contract', task: 'contract.write', path: contractsPath },
	opening: [{ project_id: Number(projectId), purchase_order_contract: { status: 'Draft' } }],
});
export const directCostKind = (projectId: string): Kind => ({
	...{ what: 'direct cost', task: 'directCost.write', path: directCostsPath(projectId, 'v1.1') },
	opening: [{ direct_cost: { origin_id: null } }],
});
export const requisitionKind = (projectId: string, contractId: Id): Kind => ({
	...{ what: 'requisition', task: 'requisition.write', path: requisitionsPath, query: { view: 'items' } },
	opening: [
		{ project_id: Number(projectId), commitment_id: contractId, requisition: { status: 'draft' } },
		{ project_id: Number(projectId), commitment_id: contractId, requisition: { origin_id: null } },
	],
});
export const changeOrderKind = (projectId: string): Kind => ({
	...{ what: 'commitment change order', task: 'changeOrder.write' },
	path: `/rest/v1.0/projects/${encodeURIComponent(projectId)}/commitment_change_orders`,
	mayBeForbidden: true,
});
export const budgetChangeKind = (projectId: string): Kind => ({
	...{ what: 'budget change', task: 'budgetChange.write' },
	path: `/rest/v1.0/projects/${encodeURIComponent(projectId)}/budget_changes`,
	opening: [{ status: 'void' }],
});
export const budgetLineKind = (client: Client, projectId: string): Kind => ({
	...{ what: 'budget line', task: 'budget.write', path: '/rest/v1.1/budget_line_items' },
	recordPath: '/rest/v1.0/budget_line_items',
	removalPath: `/rest/v2.0/companies/${client.companyId}/projects/${encodeURIComponent(projectId)}/budget_line_items`,
});
