import type { IDataObject } from 'n8n-workflow';
import { sum } from '../../../shared/decimal';
import { directCostLineOriginId, earlierDirectCostOriginId } from '../../../shared/originId';
import type { ErrorText } from '../../api/errorBody';
import { writeRow } from '../../api/row';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { jsonNumber } from '../budget/amount';
import { namedRows } from '../budget/rejections';
import type { Id } from '../wbs/projectCodes';
import { headerFrom, headerOf, otherStatus, syncHeaders } from './header';
import type { DirectCostJob } from './job';
import type { ChangedLine } from './lines';
import { isLocked, lockFound, saysLocked } from './lock';
import { directCostsPath, isDraft, lockedMark, type HeldLine } from './read';
import { keptCode, seen, told, type LineResult, type WrittenLine } from './result';

/** Procore takes no more lines of direct costs in one request. */
const linesPerRequest = 100;

/** A line on its way: a new one of the direct cost `costId`, or `line`, which it changes. */
export interface Update {
	changed: ChangedLine;
	costId: Id;
	number: number;
	line?: HeldLine;
	/** What is to be told of the status of the direct cost, which was created just now. */
	status?: LineResult;
}

/** The lines of one project on their way to Procore. Requests on one direct cost follow one another. */
export class LineWriter {
	readonly results = new Map<string, WrittenLine>();
	private stopped: RowResult | undefined;
	private readonly lock: { yes: boolean };

	/** @param wasLocked whether what the project holds says that Procore locks direct costs */
	constructor(
		private readonly job: DirectCostJob,
		private readonly system: string,
		wasLocked: boolean,
	) {
		this.lock = lockFound(job.client);
		if (wasLocked) this.lock.yes = true;
	}

	/** Whether it is known that Procore does not let us change direct costs. */
	get isLocked(): boolean {
		return this.lock.yes || this.job.options.isLocked;
	}

	/**
	 * Creates a direct cost for each period, all in one request; their lines are still to be added.
	 * @returns the lines, and those that Procore does not let us add
	 */
	async createHeaders(periods: Map<string, ChangedLine[]>): Promise<{ updates: Update[]; refused: ChangedLine[] }> {
		const updates: Update[] = [];
		const refused: ChangedLine[] = [];
		if (periods.size === 0) return { updates, refused };
		const stopped = this.stopped ?? this.job.breaker.tripped();
		const headers = stopped ? undefined : await syncHeaders(this.job, this.system, [...periods.keys()]);
		for (const [period, lines] of periods) {
			const header = headers?.get(period) ?? { refused: stopped ?? { kind: 'unanswered' } };
			if ('costId' in header) updates.push(...lines.map((changed) => ({ changed, number: 1, ...header })));
			else if (isLocked(header.refused)) {
				this.lock.yes = true;
				refused.push(...lines);
			} else {
				this.stopAt(header.refused);
				for (const line of lines) this.settle(line, header.refused);
			}
		}
		return { updates, refused };
	}

	/**
	 * Creates direct costs of lines of one period together with their lines, a hundred lines each at most.
	 * @param number of the first; one that is there already, without lines, is passed over
	 */
	async createWhole(lines: ChangedLine[], number: number): Promise<void> {
		for (let from = 0, next = number; from < lines.length; from += linesPerRequest, next++) {
			const some = lines.slice(from, from + linesPerRequest);
			while ((await this.createOne(some, next)) === 'taken') next++;
		}
	}

	/** @returns `taken` = a direct cost has this number, and nothing was done */
	private async createOne(lines: ChangedLine[], number: number): Promise<'taken' | 'settled'> {
		const { client, projectId } = this.job;
		const header = headerOf(this.job, this.system, lines[0]?.period ?? '', number);
		for (let open = lines; open.length > 0; ) {
			const result = await this.send(async () =>
				writeRow(client, {
					task: 'directCost.write',
					method: 'POST',
					path: directCostsPath(projectId, 'v1.1'),
					body: {
						direct_cost: {
							...header,
							// Published as required, although only an invoice has them.
							...{ vendor_id: null, invoice_number: null },
							line_items: open.map((line) => ({
								origin_id: this.originOf(line, number),
								wbs_code_id: line.wbsCodeId,
								manual_amount: jsonNumber(line.difference),
								description: descriptionOf(line),
								...(this.lock.yes ? { origin_data: lockedMark } : {}),
							})),
						},
					},
				}),
			);
			if (result.kind === 'accepted') {
				this.readBack(open, number, result.entity);
				return 'settled';
			}
			const there = await headerFrom(this.job, header.origin_id, result);
			if ('costId' in there) return 'taken';
			const { refused } = there;
			const named = refused.kind === 'rejected' ? namedRows(refused.error) : new Map<string, ErrorText>();
			const good: ChangedLine[] = [];
			for (const [index, line] of open.entries()) {
				const error = named.get(String(index));
				if (error) this.settle(line, { kind: 'rejected', error });
				else good.push(line);
			}
			if (good.length === open.length) {
				for (const line of open) this.settle(line, refused);
				return 'settled';
			}
			open = good;
		}
		return 'settled';
	}

	private readBack(lines: ChangedLine[], number: number, entity: IDataObject): void {
		const status = otherStatus(this.job, entity);
		const rows = Array.isArray(entity.line_items) ? (entity.line_items as IDataObject[]) : [];
		const rowsByOrigin = new Map(rows.map((row) => [String(row.origin_id), row]));
		for (const line of lines) {
			const row = rowsByOrigin.get(this.originOf(line, number));
			const result = seen(line.difference, row?.amount, keptCode(line, row ?? {}));
			this.settle(line, told(result, status), entity.id as Id);
		}
	}

	/**
	 * Changes lines, and adds lines to direct costs. Once Procore has said that a direct cost is locked, it is not asked
	 * again.
	 * @returns those that Procore does not let us change
	 */
	async update(updates: Update[]): Promise<Update[]> {
		const refused: Update[] = [];
		for (let from = 0; from < updates.length; from += linesPerRequest) {
			const batch = updates.slice(from, from + linesPerRequest);
			if (this.isLocked) {
				refused.push(...batch);
				continue;
			}
			const results = await this.sendLines(batch);
			for (const update of batch) {
				const { changed, costId, line, status } = update;
				const result = results.get(this.originOfUpdate(update)) ?? { kind: 'unanswered' };
				if (isLocked(result)) {
					this.lock.yes = true;
					refused.push(update);
				} else if (result.kind === 'accepted') {
					const asked = line ? sum([line.amount, changed.difference]) : changed.difference;
					const answered = seen(asked, result.entity.amount, keptCode(changed, result.entity));
					this.settle(changed, told(answered, status), costId);
				} else this.settle(changed, result, costId);
			}
		}
		return refused;
	}

	/** Whether the direct cost of version 0.1 is a draft: what it holds needs nothing against it then. */
	async isEarlierDraft(): Promise<boolean> {
		const { client, projectId } = this.job;
		return await isDraft(client, projectId, earlierDirectCostOriginId(this.system, projectId));
	}

	/** Lines that stay as they are, and why. */
	name(lines: ChangedLine[], text: string): void {
		for (const line of lines) this.settle(line, { kind: 'rejected', error: { text, fields: [] } });
	}

	private async sendLines(batch: Update[]): Promise<Map<string, RowResult>> {
		const { client, projectId } = this.job;
		const stopped = this.stopped ?? this.job.breaker.tripped();
		if (stopped) return new Map(batch.map((update) => [this.originOfUpdate(update), stopped]));
		const rows = batch.map((update) => {
			const { changed, costId, line } = update;
			const origin_id = this.originOfUpdate(update);
			return {
				key: origin_id,
				body: {
					origin_id,
					...(line ? {} : { direct_cost_id: costId, description: descriptionOf(changed) }),
					...(changed.wbsCodeId === '' ? {} : { wbs_code_id: changed.wbsCodeId }),
					amount: jsonNumber(line ? sum([line.amount, changed.difference]) : changed.difference),
					extended_type: 'manual',
				},
			};
		});
		return await sync(client, rows, {
			task: 'directCost.write',
			path: `${directCostsPath(projectId)}/line_items/sync`,
			scope: {},
			batchSize: linesPerRequest,
			retryConflicts: true,
			refusesAll: saysLocked,
		});
	}

	private async send(request: () => Promise<RowResult>): Promise<RowResult> {
		const result = this.stopped ?? this.job.breaker.tripped() ?? (await request());
		this.stopAt(result);
		return result;
	}

	/** The quota is used up, or Procore is down: the next request would meet the same. */
	private stopAt(result: RowResult): void {
		if (result.kind === 'waiting') this.stopped = result;
	}

	private originOf(line: ChangedLine, number: number): string {
		return directCostLineOriginId(this.system, this.job.projectId, line, number);
	}

	private originOfUpdate({ changed, line, number }: Update): string {
		return line?.originId ?? this.originOf(changed, number);
	}

	private settle(line: ChangedLine, result: LineResult, costId?: Id): void {
		this.results.set(line.key, { result, ...(costId === undefined ? {} : { costId }) });
	}
}

const descriptionOf = ({ costCode, costType }: ChangedLine) => [costCode, costType].filter(Boolean).join(' · ');
