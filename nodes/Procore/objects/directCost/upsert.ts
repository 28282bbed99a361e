import { committedAmount, coverageOf, type Coverage } from '../../../shared/coverage';
import { isZero, sum } from '../../../shared/decimal';
import { desiredDirectCostSchema, type CostPart, type DesiredDirectCost } from '../../../shared/model';
import { systemInOriginId } from '../../../shared/originId';
import { codePartsIn } from '../../../shared/segments';
import { contractDirectory } from '../contract/list';
import { upsertByProject, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import type { Wanted } from '../upsert/intake';
import { because, type Explanation } from '../upsert/itemResult';
import { pairKey, type Id } from '../wbs/projectCodes';
import { resolveCodes, type Resolved } from '../wbs/resolve';
import { readBudgetCosts, whyNoBudgetLine, wholeProject, writeBudgetCosts } from './budgetLine';
import type { DirectCostJob, DirectCostOptions } from './job';
import { changedLines, costLines, heldAmount, type ChangedLine, type CostLine, type Hindered } from './lines';
import { costs, unknownCost, type CostPlan } from './outcome';
import { readLines, type HeldLine } from './read';
import type { WrittenLine } from './result';
import { writeLines } from './write';

export { directCostStatuses, type DirectCostOptions } from './job';

type WantedCost = Wanted<DesiredDirectCost>;

interface HeldCosts {
	/** Identity of SAP in origin IDs. */
	system: string;
	isBudget: boolean;
	lines: HeldLine[];
	/** What of each item counts. */
	coverages: Map<number, Coverage>;
	codes: Map<string, Resolved>;
}

async function readHeld(job: DirectCostJob, wanted: WantedCost[]): Promise<HeldCosts> {
	const { client, projectId, options } = job;
	const { createMissingCodes: create, dryRun } = options;
	const [first] = wanted;
	const system = systemInOriginId(first?.desired.originId ?? '');
	const isBudget = first?.desired.target === 'budgetLine';
	const hasOrders = wanted.some(({ desired }) => desired.order !== null);
	const contracts = hasOrders ? (await contractDirectory(client, projectId, 'contract.read')).byOriginId : new Map();
	const coverages = new Map(
		wanted.map(({ index, desired }) => [
			index,
			desired.order
				? coverageOf(desired, committedAmount(contracts.get(desired.order.contract)), desired.overContract)
				: { parts: desired.parts, excess: '0' },
		]),
	);
	const pairs = [...coverages.values()].flatMap(({ parts }) => parts).filter(({ amount }) => !isZero(amount));
	const codes = await resolveCodes(client, projectId, pairs, { create, dryRun });
	const lines = isBudget ? await readBudgetCosts(client, projectId) : await readLines(client, projectId, system);
	return { system, isBudget, lines, coverages, codes };
}

/** What the lines of an item came to. */
interface ItemLines {
	lines: CostLine[];
	changed: ChangedLine[];
	hindered: Hindered[];
}

function linesOf(index: number, lines: CostLine[], changed: ChangedLine[], hindered: Hindered[]): ItemLines {
	const isOwn = ({ indexes }: CostLine) => indexes.has(index);
	return {
		lines: lines.filter(isOwn),
		changed: changed.filter(isOwn),
		hindered: hindered.filter(({ line }) => isOwn(line)),
	};
}

function planOf(own: ItemLines, coverage: Coverage, written: Map<string, WrittenLine>): CostPlan {
	const held = own.lines.flatMap((line) => line.held);
	const isNew = own.changed.length > 0 && held.length === 0;
	const ids = new Set([
		...own.changed.flatMap(({ key }) => written.get(key)?.costId ?? []),
		...held.map(({ costId }) => costId),
	]);
	return {
		action: own.changed.length === 0 ? 'none' : isNew ? 'create' : 'update',
		procoreId: ids.size === 1 ? String([...ids][0]) : '',
		...(held.length > 0 ? { previous: sum(['0', ...own.lines.map(heldAmount)]) } : {}),
		now: sum(['0', ...coverage.parts.map(({ amount }) => amount)]),
	};
}

/** An amount as people read it. */
const money = (amount: string, { currency }: DesiredDirectCost) => `${amount} ${currency}`.trim();

function settle(
	job: DirectCostJob,
	one: WantedCost,
	coverage: Coverage,
	own: ItemLines,
	written: Map<string, WrittenLine>,
): void {
	const { desired } = one;
	const plan = planOf(own, coverage, written);
	const compared = { ...one, plan };
	const bad = own.changed
		.map(({ key }) => written.get(key)?.result ?? { kind: 'unanswered' as const })
		.find(({ kind }) => kind !== 'accepted');
	if (!job.options.dryRun && bad) {
		if (bad.kind !== 'different') return costs.settleByRow(job, compared, bad);
		return costs.fail(job, compared, because('cost_not_taken', bad.message));
	}
	const why = own.hindered[0]?.why;
	if (why) return costs.leaveOpen(job, compared, 'held', told(why, own.hindered));
	const { order } = desired;
	const { contractAmount, excess } = coverage;
	const amount = sum(['0', ...desired.parts.map((part) => part.amount)]);
	if (order && contractAmount !== undefined) {
		const posted = `Purchase order ${order.purchaseOrder}: SAP posted ${money(amount, desired)}, its contract amounts to ${money(contractAmount, desired)}`;
		if (!isZero(excess) && desired.overContract === 'name') {
			const { advice, ...why } = because('posted_beyond_contract', `${posted}, ${money(excess, desired)} less.`);
			return costs.settle(job, compared, {
				status: 'held',
				...why,
				detail: { advice, amount: excess, contractAmount },
			});
		}
		if (isZero(excess)) {
			const isTold = desired.isRecorded && own.changed.length === 0;
			const reason = 'covered_by_contract';
			const status = isTold ? ('unchanged' as const) : ('ignored' as const);
			return costs.settle(job, compared, { status, reason, message: `${posted}.`, detail: { contractAmount } });
		}
		plan.remarks = [`${posted}: ${money(excess, desired)} is sent.`];
	} else if (order)
		plan.remarks = [`Purchase order ${order.purchaseOrder} has no contract in this project that counts as committed.`];
	const changes = job.options.dryRun ? 'planned' : 'synced';
	costs.settle(job, compared, { status: own.changed.length === 0 ? 'unchanged' : changes });
}

const codeName = ({ costCode, costType }: CostLine) => `${costCode} ${costType}`.trim();

function told(why: Explanation, hindered: Hindered[]): Explanation {
	const others = new Set(hindered.map(({ line }) => codeName(line)));
	return others.size < 2 ? why : { ...why, message: `${why.message} (in all ${others.size} cost codes)` };
}

const hasSegments = ({ costType }: CostPart | HeldLine): boolean => {
	const parts = codePartsIn(costType);
	return 'further' in parts && parts.further.length > 0;
};

/** In a project whose map names no segments, budget lines that have some are people's. */
const withoutForeignSegments = (held: HeldLine[], counted: Array<{ parts: CostPart[] }>): HeldLine[] =>
	counted.some(({ parts }) => parts.some(hasSegments)) ? held : held.filter((line) => !hasSegments(line));

const directCostUpsert: ProjectUpsert<DesiredDirectCost, CostPlan, DirectCostOptions, HeldCosts> = {
	kind: {
		schema: desiredDirectCostSchema.required({ mappedAssignments: true, covers: true }),
		entity: 'actual_cost',
		what: 'desired direct cost',
	},
	settlement: costs,
	unread: () => unknownCost,
	read: readHeld,
	async write(job, wanted, { system, isBudget, lines: held, coverages, codes }) {
		const counted = wanted.map(({ index }) => {
			const parts = coverages.get(index)?.parts ?? [];
			return { index, parts: isBudget ? parts.map((part) => ({ ...part, period: wholeProject })) : parts };
		});
		const lines = costLines(counted, isBudget ? withoutForeignSegments(held, counted) : held);
		const { changed, hindered } = changedLines(lines, (line): { id: Id } | { why: Explanation } => {
			const code = codes.get(pairKey(line)) ?? { id: '' };
			const why = isBudget && !('why' in code) ? whyNoBudgetLine(line, codeName(line)) : undefined;
			return why ? { why } : code;
		});
		const write = isBudget ? writeBudgetCosts : writeLines;
		const written = job.options.dryRun ? new Map<string, WrittenLine>() : await write(job, system, changed, held);
		// What nothing wants any more concerns the project as a whole.
		const [first] = wanted;
		for (const line of [...changed, ...hindered.map((each) => each.line)])
			if (line.indexes.size === 0 && first) line.indexes.add(first.index);
		for (const one of wanted) {
			const own = linesOf(one.index, lines, changed, hindered);
			settle(job, one, coverages.get(one.index) ?? { parts: [], excess: '0' }, own, written);
		}
	},
};

/**
 * Brings the actual costs of projects to Procore as direct costs: one a project and fiscal period, with a line a cost code
 * and cost type. Left out is what a contract covers that counts as committed, as Procore lists it. Two reads a project (one
 * where nothing was posted on orders), then one request for all new direct costs, and one for each hundred lines that are
 * added or change; where Procore locks direct costs, one for each new one. See `upsertByProject`.
 */
export const upsertDirectCosts = async (job: UpsertJob, options: DirectCostOptions): Promise<void> =>
	await upsertByProject(job, options, directCostUpsert);
