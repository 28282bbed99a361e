import { groupBy } from 'lodash';
import { sum } from '../../../shared/decimal';
import type {
	Allocation,
	DesiredContract,
	Outcome,
	PurchaseOrder,
	PurchaseRequisition,
	RequisitionItemShare,
} from '../../../shared/model';
import {
	contractOriginId,
	unorderedContractOriginId,
	unorderedLineOriginId,
	vendorOriginId,
} from '../../../shared/originId';
import type { ReasonCode } from '../../../shared/reasons';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { oneLine } from '../../../shared/texts';
import type { KnownContractRow, RosterRow } from '../../ledger/rows';
import type { CostCodeMap } from '../../lookup/costCodes';
import { closedReason, type Roster } from '../../lookup/roster';
import { ToFill } from '../../lookup/toFill';
import type { ValueMap } from '../../lookup/values';
import { latest } from '../latest';
import { summed, type Problem } from '../problems';
import { allocation, contractLine, titleOf, withoutQuantity, type DecidedLine } from '../purchaseOrder/contract';
import { amountOfLine, type OrderLine } from '../purchaseOrder/lines';
import { leftOutRemarks, sortLines, undecidedReason, type Sorted } from '../purchaseOrder/outside';
import {
	currencyDifference,
	decideLines,
	unmappedLines,
	type PartTables,
	type ProjectLine,
} from '../purchaseOrder/part';
import { reasoned } from '../reasoned';
import { stakeOf } from '../stake';
import { openedItems, type Opened, type OpenItem } from './openItems';
import { orderBook, type OrderBook, type OrderItem } from './orders';
import type { UnorderedSettings } from './settings';
import { knownUnordered, withdrawnContract } from './withdrawn';

export interface MapUnorderedInput {
	customer: string;
	requisitions: PurchaseRequisition[];
	/** The orders that the requisitions became, and others. */
	orders: PurchaseOrder[];
	roster: Roster;
	costCodes: CostCodeMap;
	values: ValueMap;
	knownContracts: KnownContractRow[];
	/** Origin IDs of contracts of orders that may be others in Procore than in SAP. */
	unsettled: Pick<ReadonlySet<string>, 'has'>;
	settings: UnorderedSettings;
}

type Decided = { desired: DesiredContract; allocations: Allocation[] } | { outcome: Outcome };

/** `index` points into the requisitions given. */
export type MappedUnordered = { index: number } & Decided;

/**
 * Decides what stands in Procore for what is not ordered yet of each purchase requisition: one contract in *Processing* for
 * each project, or an outcome that says why not. Once all of it is ordered, or it is deleted or closed, nothing is left
 * of the contract. A requisition given twice counts once, with its last change.
 */
export function mapUnordered(input: MapUnorderedInput): { mapped: MappedUnordered[]; toFill: ToFill } {
	const toFill = new ToFill(input.customer, input);
	const round = new UnorderedRound(input, { costCodes: input.costCodes, values: input.values, toFill });
	const mapped = latest(input.requisitions, ({ purchaseRequisition }) => purchaseRequisition)
		.flatMap(({ document, index }) => round.decide(document, index).map((each) => ({ index, ...each })))
		.sort((a, b) => a.index - b.index);
	return { mapped, toFill };
}

class UnorderedRound {
	private readonly book: OrderBook;

	private readonly known: Map<string, string[]>;

	constructor(
		private readonly input: MapUnorderedInput,
		private readonly tables: PartTables,
	) {
		this.book = orderBook(input.orders, input.roster, input.values);
		this.known = knownUnordered(input.knownContracts, input.settings.system);
	}

	decide(requisition: PurchaseRequisition, index: number): Decided[] {
		const opened = openedItems(requisition, this.book, this.input);
		const sorted = sortLines(
			opened.open.flatMap(({ lines }) => lines),
			{ outsideProjects: 'ignore' },
		);
		const parts = [...sorted.projects].sort(([a], [b]) => compareSapKeys(a, b));
		const decided = parts.flatMap(([, lines]) => {
			const [first] = lines;
			return first ? [this.part(requisition, { row: first.project.row, lines, opened, sorted }, index)] : [];
		});
		if (opened.unreleased.length > 0)
			decided.push(this.stopped(requisition, 'requisition_not_released', `Item ${opened.unreleased.join(', ')}.`));
		if (sorted.undecided.length > 0) {
			const { reason, what } = undecidedReason(sorted.undecided);
			decided.push(this.stopped(requisition, reason, what));
			// While a line has no project, nobody knows which contract it stands in.
			return decided;
		}
		const wanted = new Set([...sorted.projects.keys(), ...opened.waiting]);
		decided.push(...this.withdrawn(requisition, opened, wanted));
		if (decided.length > 0) return decided;
		const isOutside = sorted.outside.length > 0 || opened.made.length > 0;
		const nothing = opened.open.length > 0 ? 'no_account_assignment' : 'requisition_deleted';
		return [this.stopped(requisition, isOutside ? 'not_a_project_purchase' : nothing, '')];
	}

	private part(
		requisition: PurchaseRequisition,
		{ row, lines, opened, sorted }: { row: RosterRow; lines: ProjectLine[]; opened: Opened; sorted: Sorted },
		index: number,
	): Decided {
		const closed = closedReason(row);
		const items = opened.open.filter(({ rest }) => lines.some(({ item }) => item === rest));
		const stake = this.stakeOf(lines, items);
		if (closed) return this.stopped(requisition, closed, '', { row, stake });
		const { decided, problems } = this.decidedLines(requisition, { row, lines, items }, index);
		const problem = summed([...problems, ...this.currencyProblems(items, row)]);
		if (problem) return this.stopped(requisition, problem.reason, problem.what, { row, stake });
		return this.desired(requisition, row, { lines: decided, items, remarks: leftOutRemarks(sorted, []) });
	}

	/** What of a requisition is kept back in a project, and what of it lacks a cost code. */
	private stakeOf(lines: readonly ProjectLine[], items: readonly OpenItem[]): Outcome['detail'] {
		const owned = lines.flatMap((line) => {
			const item = items.find(({ rest }) => rest === line.item)?.item;
			return item ? [{ line, item }] : [];
		});
		return stakeOf(
			owned.map(({ line, item }) => ({ amount: amountOfLine(line), currency: item.currency })),
			owned.flatMap(({ line, item }) => unmappedLines([line], item, this.input.costCodes)),
		);
	}

	/** The items of a requisition may be for several company codes, and the cost code map asks for it. */
	private decidedLines(
		requisition: PurchaseRequisition,
		{ row, lines, items }: { row: RosterRow; lines: ProjectLine[]; items: OpenItem[] },
		index: number,
	): { decided: Array<{ line: DecidedLine; companyCode: string }>; problems: Problem[] } {
		const subject = `Purchase requisition ${requisition.purchaseRequisition}`;
		const ofCompany = Object.entries(groupBy(items, ({ item }) => item.companyCode));
		const results = ofCompany.map(([companyCode, own]) => {
			const ownLines = lines.filter(({ item }) => own.some(({ rest }) => rest === item));
			const document = { subject, companyCode, row, lines: ownLines };
			const { lines: found, problems } = decideLines(
				document,
				this.tables,
				{ ...this.input.settings, taxCodes: false },
				index,
			);
			return { decided: found.map((line) => ({ line, companyCode })), problems };
		});
		return {
			decided: results.flatMap(({ decided }) => decided),
			problems: results.flatMap(({ problems }) => problems),
		};
	}

	private currencyProblems(items: OpenItem[], row: RosterRow): Problem[] {
		const [first] = items;
		return items.flatMap(({ item }): Problem[] => {
			const name = `item ${item.item}`;
			const text =
				first && item.currency !== first.item.currency
					? `${name} is in ${item.currency}, item ${first.item.item} in ${first.item.currency}`
					: currencyDifference(name, item.currency, row, this.input.settings);
			return text === '' ? [] : [{ reason: 'currency_mismatch', text }];
		});
	}

	private desired(
		requisition: PurchaseRequisition,
		{ project_id: projectId }: RosterRow,
		part: { lines: Array<{ line: DecidedLine; companyCode: string }>; items: OpenItem[]; remarks: string[] },
	): Decided {
		const { settings } = this.input;
		const { system } = settings;
		const number = requisition.purchaseRequisition;
		const drawn = part.lines.map(({ line }) => {
			const key = { requisition: number, item: line.item.item, assignment: line.assignment.number };
			return contractLine(unorderedLineOriginId(system, key, projectId), line, settings);
		});
		const items = part.items.map(({ item }) => item);
		const suppliers = new Set(items.map(({ supplier }) => supplier));
		const [supplier = ''] = suppliers.size === 1 ? suppliers : [];
		const lines = part.lines.map(({ line }) => line);
		const desired: DesiredContract = {
			...withdrawnContract(requisition, projectId, settings, { reason: 'requisition_deleted', remark: '' }),
			title: oneLine(requisition.description) || titleOf(items, `Purchase requisition ${number}`),
			vendor: { originId: supplier === '' ? '' : vendorOriginId(system, supplier), id: '' },
			status: 'Processing',
			currency: items[0]?.currency ?? '',
			lines: drawn,
			total: sum(drawn.map(({ amount }) => amount)),
			void: false,
			absentReason: '',
			rejected: false,
			invoicesSent: false,
			requisitionItems: part.items.map(({ rest: { item, quantity, unit } }) => ({
				...{ requisition: number, item, quantity, unit },
			})),
			remarks: [...part.remarks, ...withoutQuantity(lines, settings)],
		};
		const unsettled = this.unsettledOrders(requisition, projectId);
		if (unsettled.length > 0) desired.unsettledOrders = unsettled;
		return {
			desired,
			allocations: part.lines.map(({ line, companyCode }, index) =>
				allocation(desired, line, drawn[index]?.originId ?? '', companyCode),
			),
		};
	}

	/** Of the orders that have, or had, something of a requisition. */
	private unsettledOrders({ purchaseRequisition, items }: PurchaseRequisition, projectId: string): string[] {
		const { orders, settings, unsettled } = this.input;
		const named = new Set(items.map(({ purchaseOrder }) => purchaseOrder));
		return orders
			.filter(
				(order) =>
					named.has(order.purchaseOrder) || order.items.some(({ requisition }) => requisition === purchaseRequisition),
			)
			.map(({ purchaseOrder }) => contractOriginId(settings.system, purchaseOrder, projectId))
			.filter((originId) => unsettled.has(originId));
	}

	/** Contracts of which nothing is to be left: of every project that the requisition names, or has had one in. */
	private withdrawn(requisition: PurchaseRequisition, { made }: Opened, wanted: ReadonlySet<string>): Decided[] {
		const { roster, settings } = this.input;
		const known = new Set(this.known.get(requisition.purchaseRequisition));
		const named = requisition.items.flatMap(({ assignments }) =>
			assignments.flatMap((each) => projectOf(roster, each)),
		);
		const orderedIn = (projectId: string) =>
			made.filter(({ lines }) => lines.some(({ project }) => isIn(project, projectId)));
		const all = new Set([...named, ...made.flatMap(({ lines }) => lines.flatMap(projectIn)), ...known]);
		return [...all].sort(compareSapKeys).flatMap((projectId): Decided[] => {
			if (wanted.has(projectId)) return [];
			const row = roster.byId(projectId);
			const closed = row && closedReason(row);
			if (closed) return known.has(projectId) ? [this.stopped(requisition, closed, '', { row, stake: {} })] : [];
			const ordered = orderedIn(projectId);
			const why =
				ordered.length > 0
					? ({ reason: 'requisition_ordered', remark: 'All of it is ordered.' } as const)
					: ({ reason: 'requisition_deleted', remark: 'Nothing of it is left in this project in SAP.' } as const);
			const desired = withdrawnContract(requisition, projectId, settings, {
				...why,
				ordered: orderedItems(requisition, ordered),
			});
			return [{ desired, allocations: [] }];
		});
	}

	private stopped(
		requisition: PurchaseRequisition,
		reason: ReasonCode,
		what: string,
		{ row, stake = {} }: { row?: RosterRow; stake?: Outcome['detail'] } = {},
	): Decided {
		const number = requisition.purchaseRequisition;
		const { system } = this.input.settings;
		const subject = row
			? `purchase requisition ${number}, project ${row.project_id} ${row.project_name}`.trim()
			: `purchase requisition ${number}`;
		const about = {
			entity: 'requisition',
			sapKey: number,
			sapChangedAt: requisition.changedAt,
			originId: row ? unorderedContractOriginId(system, number, row.project_id) : '',
			projectId: row?.project_id ?? '',
			subject,
		} as const;
		return { outcome: reasoned(about, reason, what, stake) };
	}
}

const projectIn = ({ project }: OrderLine) => (project.kind === 'project' ? [project.row.project_id] : []);
const isIn = (project: OrderLine['project'], projectId: string) =>
	project.kind === 'project' && project.row.project_id === projectId;

function projectOf(roster: Roster, keys: Parameters<Roster['find']>[0]): string[] {
	const answer = roster.find(keys);
	return answer.kind === 'project' ? [answer.row.project_id] : [];
}

/**
 * What of the requisition one order has in a project; nothing when several orders share it. By that the order finds the
 * contract that stood for it, also where it comes to Procore later.
 */
function orderedItems(requisition: PurchaseRequisition, made: OrderItem[]): RequisitionItemShare[] {
	if (new Set(made.map(({ order }) => order)).size !== 1) return [];
	const byItem = groupBy(made, ({ item }) => item.requisitionItem);
	return Object.values(byItem).flatMap(([first, ...more]) => {
		if (!first) return [];
		const { requisitionItem: item, unit } = first.item;
		const quantity = sum([first, ...more].map((each) => each.item.quantity));
		return [{ requisition: requisition.purchaseRequisition, item, quantity, unit }];
	});
}
