import type { IDataObject } from 'n8n-workflow';
import { compared, sum } from '../../../shared/decimal';
import { directCostLineOriginId, directCostOriginId, earlierDirectCostOriginId } from '../../../shared/originId';
import { keptOtherwise } from '../../api/kept';
import { writeRow } from '../../api/row';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { jsonNumber } from '../budget/amount';
import { namedRows } from '../budget/rejections';
import type { ProjectJob } from '../upsert/byProject';
import type { Id } from '../wbs/projectCodes';
import type { ChangedLine } from './lines';
import { amountText, directCostsPath, earlierVersion, findDirectCost, isDraft, type HeldLine } from './read';

/** Statuses that a direct cost of ours may be created with. */
export const directCostStatuses = ['draft', 'pending', 'approved'] as const;

export interface DirectCostOptions {
	dryRun: boolean;
	/** Status of a new direct cost; one that is there keeps its own. */
	status: (typeof directCostStatuses)[number];
	createMissingCodes: boolean;
}

export type DirectCostJob = ProjectJob<DirectCostOptions>;

/** What became of a line. */
export type LineResult = RowResult | { kind: 'different'; message: string };

export interface WrittenLine {
	result: LineResult;
	/** Its direct cost. */
	costId?: Id;
}

/** Procore takes no more lines of direct costs in one request. */
const linesPerRequest = 100;

/** What Procore says of an object that is synced with an ERP and that it therefore does not let anybody change. */
const lockedText = /locked|synced with ERP|immutable/i;

const isLocked = (result: LineResult) => result.kind === 'rejected' && lockedText.test(result.error.text);

/** A line on its way: a new one of the direct cost `costId`, or `line`, which it changes. */
interface Update {
	changed: ChangedLine;
	costId: Id;
	number: number;
	line?: HeldLine;
}

/** A line of another WBS code than was sent, in words. */
const keptCode = ({ wbsCodeId }: ChangedLine, answered: IDataObject) =>
	wbsCodeId === '' ? [] : keptOtherwise({ wbs_code_id: wbsCodeId }, answered);

/** What Procore has is compared with what was sent. @param kept otherwise beside the amount */
export function seen(asked: string, answered: unknown, kept: string[] = []): LineResult {
	if (answered === undefined) return { kind: 'unanswered' };
	if (kept.length > 0) return { kind: 'different', message: `Procore took it, but ${kept.join(', ')}` };
	const amount = amountText(answered);
	return compared(amount, asked) === 0
		? { kind: 'accepted', entity: {} }
		: { kind: 'different', message: `${asked} was sent, Procore answered ${amount}` };
}

/** The lines of one project on their way to Procore. Requests on one direct cost follow one another. */
class LineWriter {
	readonly results = new Map<string, WrittenLine>();
	private stopped: RowResult | undefined;

	constructor(
		private readonly job: DirectCostJob,
		private readonly system: string,
		private locked: boolean,
	) {}

	/** Makes direct costs of lines of one period, a hundred lines each at most. What is left over is added to the first. */
	async create(lines: ChangedLine[], number: number): Promise<Update[]> {
		const [first, rest] = [lines.slice(0, linesPerRequest), lines.slice(linesPerRequest)];
		const made = await this.createOne(first, number);
		if (made === undefined) {
			for (const line of rest)
				this.settle(line, this.results.get(first[0]?.key ?? '')?.result ?? { kind: 'unanswered' });
			return [];
		}
		return [...made.left, ...rest].map((changed) => ({ changed, costId: made.costId, number }));
	}

	/** @returns the direct cost, and the lines that it does not have yet; undefined when there is none */
	private async createOne(
		lines: ChangedLine[],
		number: number,
	): Promise<{ costId: Id; left: ChangedLine[] } | undefined> {
		const { client, projectId, options } = this.job;
		const period = lines[0]?.period ?? '';
		const originId = directCostOriginId(this.system, projectId, period, number);
		for (let open = lines; open.length > 0; ) {
			const result = await this.send(async () =>
				writeRow(client, {
					task: 'directCost.write',
					method: 'POST',
					path: directCostsPath(projectId, 'v1.1'),
					body: {
						direct_cost: {
							origin_id: originId,
							direct_cost_type: 'expense',
							// Published as required, although only an invoice has them.
							...{ vendor_id: null, invoice_number: null },
							status: options.status,
							description: `Actual costs of SAP ${period}${number > 1 ? `, difference ${number - 1}` : ''}`,
							line_items: open.map((line) => ({
								origin_id: this.originOf(line, number),
								wbs_code_id: line.wbsCodeId,
								manual_amount: jsonNumber(line.difference),
								description: descriptionOf(line),
							})),
						},
					},
				}),
			);
			if (result.kind === 'accepted') {
				this.readBack(open, number, result.entity);
				return { costId: result.entity.id as Id, left: [] };
			}
			if (result.kind === 'rejected') {
				const taken = result.error.fields.some(({ field }) => field === 'origin_id');
				const costId = taken ? await findDirectCost(client, projectId, originId) : undefined;
				// Somebody took its lines away: they are added again.
				if (costId !== undefined) return { costId, left: open };
				const named = namedRows(result.error);
				for (const [index, line] of open.entries()) {
					const error = named.get(String(index));
					if (error) this.settle(line, { kind: 'rejected', error });
				}
				const good = open.filter((_, index) => !named.has(String(index)));
				const isSomeBad = good.length < open.length;
				open = good;
				if (isSomeBad) continue;
			}
			for (const line of open) this.settle(line, result);
			return undefined;
		}
		return undefined;
	}

	private readBack(lines: ChangedLine[], number: number, entity: IDataObject): void {
		const { status } = this.job.options;
		const rows = Array.isArray(entity.line_items) ? (entity.line_items as IDataObject[]) : [];
		const rowsByOrigin = new Map(rows.map((row) => [String(row.origin_id), row]));
		const given = String(entity.status ?? '');
		for (const line of lines) {
			const row = rowsByOrigin.get(this.originOf(line, number));
			const result = seen(line.difference, row?.amount, keptCode(line, row ?? {}));
			const other = `Status ${status} was sent, Procore answered ${given || 'none'}`;
			this.settle(
				line,
				result.kind === 'accepted' && given !== status ? { kind: 'different', message: other } : result,
				entity.id as Id,
			);
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
			if (this.locked) {
				refused.push(...batch);
				continue;
			}
			const results = await this.sendLines(batch);
			for (const update of batch) {
				const { changed, costId, line } = update;
				const result = results.get(this.originOfUpdate(update)) ?? { kind: 'unanswered' };
				if (isLocked(result)) {
					this.locked = true;
					refused.push(update);
				} else if (result.kind === 'accepted') {
					const asked = line ? sum([line.amount, changed.difference]) : changed.difference;
					this.settle(changed, seen(asked, result.entity.amount, keptCode(changed, result.entity)), costId);
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
			refusesAll: ({ text }) => lockedText.test(text),
		});
	}

	private async send(request: () => Promise<RowResult>): Promise<RowResult> {
		const result = this.stopped ?? this.job.breaker.tripped() ?? (await request());
		// The quota is used up, or Procore is down: the next request would meet the same.
		if (result.kind === 'waiting') this.stopped = result;
		return result;
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

/**
 * Brings lines to what they should be. A period that has no direct cost yet gets one, with its lines in the same request, so
 * that it is never there in part. Otherwise lines are changed where they stand; where Procore refuses that because the
 * direct cost is locked, the difference becomes a further direct cost, and so from then on in this project.
 *
 * @returns by the key of the line
 */
export async function writeLines(
	job: DirectCostJob,
	system: string,
	changed: ChangedLine[],
	held: HeldLine[],
): Promise<Map<string, WrittenLine>> {
	const writer = new LineWriter(
		job,
		system,
		held.some(({ number }) => number > 1),
	);
	const lasts = new Map<string, HeldLine>();
	for (const line of held) {
		const known = lasts.get(line.period);
		if (!known || known.number < line.number) lasts.set(line.period, line);
	}
	const updates: Update[] = [];
	for (const [period, lines] of byPeriod(changed)) {
		const last = lasts.get(period);
		if (last) updates.push(...lines.map((line) => updateOf(line, last)));
		else updates.push(...(await writer.create(lines, 1)));
	}
	const refused = await writer.update(updates);
	for (const [period, lines] of byPeriod(refused.map(({ changed: line }) => line))) {
		if (period === earlierVersion && (await writer.isEarlierDraft())) {
			writer.name(lines, 'Procore has locked the direct cost of version 0.1. It is a draft, which counts nowhere.');
			continue;
		}
		const first = (lasts.get(period)?.number ?? 1) + 1;
		for (let from = 0, number = first; from < lines.length; from += linesPerRequest, number++)
			await writer.create(lines.slice(from, from + linesPerRequest), number);
	}
	return writer.results;
}

function byPeriod(lines: ChangedLine[]): Map<string, ChangedLine[]> {
	const periods = new Map<string, ChangedLine[]>();
	for (const line of [...lines].sort((a, b) => (a.key < b.key ? -1 : 1)))
		periods.set(line.period, [...(periods.get(line.period) ?? []), line]);
	return periods;
}

/** A line is changed where it stands; one that Procore has not comes to the last direct cost of the period. */
function updateOf(changed: ChangedLine, last: HeldLine): Update {
	const line = changed.held.reduce<HeldLine | undefined>(
		(latest, each) => (latest && latest.number > each.number ? latest : each),
		undefined,
	);
	if (line) return { changed, costId: line.costId, number: line.number, line };
	return { changed, costId: last.costId, number: last.number };
}
