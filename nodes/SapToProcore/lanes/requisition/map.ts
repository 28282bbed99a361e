import { fromUnscaled } from '../../../shared/decimal';
import type {
	Allocation,
	DesiredRequisition,
	Outcome,
	PurchaseOrder,
	PurchaseRequisition,
} from '../../../shared/model';
import type { Money } from '../../../shared/money';
import { latest } from '../latest';
import type { CostCodeMap } from '../../lookup/costCodes';
import { withMappedCurrency } from '../../lookup/currencies';
import { closedReason, type Roster } from '../../lookup/roster';
import type { ValueMap } from '../../lookup/values';
import { lineName } from '../purchaseOrder/describe';
import type { OrderLine } from '../purchaseOrder/lines';
import { summed, type Problem } from '../problems';
import { reasoned } from '../reasoned';
import { moneyOf, stakeOf } from '../stake';
import { reasons, type ReasonCode } from '../../../shared/reasons';
import type { RosterRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { desiredRequisition, withdrawnRequisition, type RequisitionPart } from './desired';
import { orderBook } from './orders';
import { contractOriginId, requisitionOriginId } from '../../../shared/originId';
import { lineUnits } from './rounding';
import type { RequisitionSettings } from './settings';
import { sortRequisition, type SortedRequisition } from './sorting';

export interface MapRequisitionsInput {
	requisitions: PurchaseRequisition[];
	/** The orders that the requisitions became, and others. */
	orders: PurchaseOrder[];
	roster: Roster;
	/** For the explanation only: the contract's lines have their cost codes already. */
	costCodes: CostCodeMap;
	values: ValueMap;
	/** Origin IDs of contracts that are known not to be in Procore. */
	absent: Pick<ReadonlySet<string>, 'has'>;
	settings: RequisitionSettings;
}

type Decided = { desired: DesiredRequisition; allocations: Allocation[] } | { outcome: Outcome };

/** `index` points into the requisitions given. */
export type MappedRequisition = { index: number } & Decided;

/**
 * Decides what becomes of each purchase requisition: for each order that was made of it and each project of that order one
 * Procore requisition against the contract, or an outcome that says why not. What is not ordered yet waits, and the rest of
 * the requisition goes on. A requisition given twice counts once, with its last change.
 */
export function mapRequisitions(input: MapRequisitionsInput): MappedRequisition[] {
	const round = new RequisitionRound(input);
	return latest(input.requisitions, ({ purchaseRequisition }) => purchaseRequisition)
		.flatMap(({ document, index }) => round.decide(document).map((each) => ({ index, ...each })))
		.sort((a, b) => a.index - b.index);
}

class RequisitionRound {
	private readonly book;

	constructor(private readonly input: MapRequisitionsInput) {
		this.book = orderBook(input.orders, input.roster, input.values);
	}

	decide(requisition: PurchaseRequisition): Decided[] {
		if (this.input.settings.requisitions === 'off')
			return [{ outcome: this.stopped(requisition, 'requisitions_off', '', openAmounts(requisition)) }];
		const items = requisition.items.map((item) => withMappedCurrency(item, this.input.values));
		const sorted = sortRequisition({ ...requisition, items }, this.book);
		const parts = sorted.parts.sort(
			(a, b) =>
				compareSapKeys(a.order.purchaseOrder, b.order.purchaseOrder) ||
				compareSapKeys(a.row.project_id, b.row.project_id),
		);
		const decided = [...parts.map((part) => this.part(part, sorted)), ...this.withdrawn(requisition, sorted)];
		const problems = [...sorted.loose, ...partless(sorted)];
		const loose = summed(problems);
		if (loose && (decided.length === 0 || reasons[loose.reason].status !== 'ignored'))
			decided.push({ outcome: this.stopped(requisition, loose.reason, loose.what, moneyOf(problems)) });
		return decided.length > 0 ? decided : [{ outcome: this.stopped(requisition, 'requisition_deleted', '', []) }];
	}

	private part(part: RequisitionPart, sorted: SortedRequisition): Decided {
		const { requisition, order, row } = part;
		const problems = sorted.ofOrder.get(order.purchaseOrder) ?? [];
		const stop = (reason: ReasonCode, what: string) => ({
			outcome: this.stopped(requisition, reason, what, amountsOf(part, sorted), {
				row,
				purchaseOrder: order.purchaseOrder,
			}),
		});
		const closed = closedReason(row);
		if (closed) return stop(closed, '');
		const problem = summed([...problems, ...aboveOrder(part)]);
		if (problem) return stop(problem.reason, problem.what);
		const contract = contractOriginId(this.input.settings.system, order.purchaseOrder, row.project_id);
		if (this.input.absent.has(contract)) return stop('contract_missing', `Purchase order ${order.purchaseOrder}.`);
		return desiredRequisition(part, this.input.costCodes, remarksOf(sorted), this.input.settings);
	}

	/** What may be in Procore of items of which nothing is ordered any more. */
	private withdrawn(requisition: PurchaseRequisition, { withdrawn, parts }: SortedRequisition): Decided[] {
		const keys = new Map<string, { purchaseOrder: string; row: RosterRow }>();
		for (const { purchaseOrder, assignments } of withdrawn.filter((item) => item.purchaseOrder !== ''))
			for (const assignment of assignments) {
				const project = this.input.roster.find(assignment);
				if (project.kind !== 'project' || closedReason(project.row)) continue;
				keys.set(`${purchaseOrder}|${project.row.project_id}`, { purchaseOrder, row: project.row });
			}
		for (const { order, row } of parts) keys.delete(`${order.purchaseOrder}|${row.project_id}`);
		return [...keys.values()].map(({ purchaseOrder, row }) => ({
			desired: withdrawnRequisition(requisition, purchaseOrder, row.project_id, this.input.settings),
			allocations: [],
		}));
	}

	private stopped(
		requisition: PurchaseRequisition,
		reason: ReasonCode,
		what: string,
		amounts: readonly Money[],
		part?: { row: RosterRow; purchaseOrder: string },
	): Outcome {
		const number = requisition.purchaseRequisition;
		const { system } = this.input.settings;
		return reasoned(
			{
				entity: 'requisition',
				sapKey: number,
				sapChangedAt: requisition.changedAt,
				originId: part ? requisitionOriginId(system, number, part.row.project_id, part.purchaseOrder) : '',
				projectId: part?.row.project_id ?? '',
				subject: part
					? `purchase requisition ${number}, project ${part.row.project_id} ${part.row.project_name}`.trim()
					: `purchase requisition ${number}`,
			},
			reason,
			what,
			stakeOf(amounts),
		);
	}
}

/** What of a requisition a part keeps back. Where something is wrong with it, nobody knows the shares of several parts. */
function amountsOf({ order, placements }: RequisitionPart, { parts, ofOrder }: SortedRequisition): Money[] {
	if (!ofOrder.has(order.purchaseOrder))
		return placements.map(({ units, made }) => ({
			amount: fromUnscaled(units, made.decimals),
			currency: order.currency,
		}));
	const isOnly = parts.filter((each) => each.order === order).length === 1;
	return isOnly ? [...new Set(placements.map(({ item }) => item))] : [];
}

/** What is asked for in all, as far as it is neither deleted nor closed. */
const openAmounts = ({ items }: PurchaseRequisition): Money[] =>
	items.filter(({ deleted, closed }) => !deleted && !closed);

/** Problems of orders that have no part here: nothing else would tell them. */
function partless({ ofOrder, parts }: SortedRequisition): Problem[] {
	const told = new Set(parts.map(({ order }) => order.purchaseOrder));
	return [...ofOrder].flatMap(([purchaseOrder, problems]) => (told.has(purchaseOrder) ? [] : problems));
}

function remarksOf({ loose }: SortedRequisition): string[] {
	const left = loose.filter(({ reason }) => reasons[reason].status === 'ignored').map(({ text }) => text);
	return left.length === 0 ? [] : [`Left out, because no project bears it: ${left.join('; ')}.`];
}

/** Lines that would be billed above what they have. */
function aboveOrder({ order, placements }: RequisitionPart): Problem[] {
	const billed = new Map<OrderLine, bigint>();
	for (const { line, units } of placements) billed.set(line, (billed.get(line) ?? 0n) + units);
	return placements.flatMap((placement): Problem[] => {
		const text = (units: bigint) => fromUnscaled(units, placement.made.decimals);
		const [asked, has] = [billed.get(placement.line) ?? 0n, lineUnits(placement)];
		if (asked <= has) return [];
		const name = `line ${lineName(placement.line)} of purchase order ${order.purchaseOrder}`;
		return [{ reason: 'requisition_above_order', text: `${name}: ${text(asked)} of ${text(has)} ${order.currency}` }];
	});
}
