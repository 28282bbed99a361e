import type { Allocation, DesiredContract, Outcome, PurchaseOrder } from '../../../shared/model';
import { latest } from '../latest';
import type { CostCodeMap } from '../../lookup/costCodes';
import { closedReason, type Roster } from '../../lookup/roster';
import { ToFill } from '../../lookup/toFill';
import { reasoned, type Subject } from '../reasoned';
import type { ReasonCode } from '../../../shared/reasons';
import type { KnownContractRow, RosterRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { withMappedCurrency } from '../../lookup/currencies';
import type { ValueMap } from '../../lookup/values';
import { desiredContract, voidContract } from './contract';
import { amountOfLine, hasAssignment, liveItems, orderLines, type OrderLine } from './lines';
import { contractOriginId } from '../../../shared/originId';
import { leftOutRemarks, sortLines, undecidedReason } from './outside';
import { currencyDifference, decideLines, isIsoCurrency, unmappedLines, type Part, type PartTables } from './part';
import { summed } from '../problems';
import { releaseOf, type Gone } from './release';
import { stakeOf } from '../stake';
import type { OrderSettings } from './settings';

export interface MapOrdersInput {
	customer: string;
	orders: PurchaseOrder[];
	roster: Roster;
	costCodes: CostCodeMap;
	values: ValueMap;
	/** Those of orders; one that was only begun may not be there. */
	knownContracts: Array<Pick<KnownContractRow, 'sap_key' | 'project_id'> & { isBegun?: true }>;
	settings: OrderSettings;
	/** Orders that have left all projects, as somebody who names them confirms. */
	left?: ReadonlySet<string>;
}

/** `index` points into the orders given. */
export type MappedOrder = { index: number } & (
	| { desired: DesiredContract; allocations: Allocation[] }
	| { outcome: Outcome }
);

export interface MappedOrders {
	mapped: MappedOrder[];
	toFill: ToFill;
}

/**
 * Decides what becomes of each purchase order: one contract for each project that its account assignments name, or an
 * outcome that says why not. Every order ends in at least one of them, and each project of an order in exactly one.
 * An outcome without project is about the order as a whole, or about those of its lines that no project is known for.
 * An order given twice counts once, with its last change.
 */
export function mapOrders(input: MapOrdersInput): MappedOrders {
	const toFill = new ToFill(input.customer, input);
	const round = new OrderRound(input, { costCodes: input.costCodes, values: input.values, toFill });
	const inCurrency = input.orders.map((order) => withMappedCurrency(order, input.values));
	const orders = latest(inCurrency, ({ purchaseOrder }) => purchaseOrder).sort((a, b) =>
		compareSapKeys(a.document.purchaseOrder, b.document.purchaseOrder),
	);
	const mapped = orders.flatMap(({ document, index }) =>
		round.decide(document, index).map((each) => ({ index, ...each })),
	);
	return { mapped: mapped.sort((a, b) => a.index - b.index), toFill };
}

type Decided = { desired: DesiredContract; allocations: Allocation[] } | { outcome: Outcome };

class OrderRound {
	/** By order the projects that may have a contract of it, and whether it is on record. */
	private readonly contractsOf = new Map<string, Map<string, boolean>>();

	constructor(
		private readonly input: MapOrdersInput,
		private readonly tables: PartTables,
	) {
		for (const { sap_key, project_id, isBegun = false } of input.knownContracts) {
			const projects = this.contractsOf.get(sap_key) ?? new Map<string, boolean>();
			projects.set(project_id, projects.get(project_id) === true || !isBegun);
			this.contractsOf.set(sap_key, projects);
		}
	}

	decide(order: PurchaseOrder, index: number): Decided[] {
		if (order.supplier === '') return [{ outcome: this.stopped(order, 'not_a_purchase', '') }];
		const release = releaseOf(order, this.input.settings.releaseGate);
		if (release.kind === 'stop') {
			const lines = orderLines(order, this.input.roster, this.input.values);
			const inProjects = lines.filter(({ project }) => project.kind !== 'outside');
			return [{ outcome: this.stopped(order, release.reason, release.what, undefined, inProjects) }];
		}
		return release.kind === 'void' ? this.voided(order, release.reason) : this.sent(order, index);
	}

	private sent(order: PurchaseOrder, index: number): Decided[] {
		const sorted = sortLines(orderLines(order, this.input.roster, this.input.values), this.input.settings);
		const unassigned = liveItems(order).filter((item) => !hasAssignment(item));
		const remarks = leftOutRemarks(
			sorted,
			unassigned.map(({ item }) => item),
		);
		const parts = [...sorted.projects].sort(([a], [b]) => compareSapKeys(a, b));
		const decided = parts.flatMap(([, lines]) => {
			const [first] = lines;
			return first ? [this.part({ order, lines, row: first.project.row }, remarks, index)] : [];
		});
		const left = sorted.undecided.length > 0 ? [] : this.leftBehind(order, new Set(sorted.projects.keys()));
		if (sorted.undecided.length > 0) {
			const { reason, what } = undecidedReason(sorted.undecided);
			decided.push({ outcome: this.stopped(order, reason, what, undefined, sorted.undecided) });
		}
		if (decided.length + left.length > 0) return [...decided, ...left];
		const reason = sorted.outside.length > 0 ? 'not_a_project_purchase' : 'no_account_assignment';
		return [{ outcome: this.stopped(order, reason, '') }];
	}

	private part(part: Part, remarks: string[], index: number): Decided {
		const { order, row } = part;
		const { settings, values } = this.input;
		const off = this.closed(order, row, part.lines);
		if (off) return { outcome: off };
		const document = {
			...part,
			subject: `Purchase order ${order.purchaseOrder}`,
			companyCode: order.companyCode,
		};
		const { lines, problems } = decideLines(document, this.tables, settings, index);
		const vendorId = order.supplierName === undefined ? '' : this.vendorOf(order.supplier, order.supplierName, index);
		const party = `supplier ${order.supplier}, on the order ${order.supplierName}`;
		if (vendorId === undefined) problems.push({ reason: 'one_time_supplier', text: party });
		// Procore would take it for no vendor at all.
		else if (!/^\d*$/.test(vendorId))
			problems.push({ reason: 'one_time_supplier', text: `${party}: "${vendorId}" is not the number of a vendor` });
		const difference = currencyDifference('the order', order.currency, row, settings);
		const held = difference !== '' && (settings.currencyPolicy === 'hold' || !isIsoCurrency(order.currency));
		if (held) problems.push({ reason: 'currency_mismatch', text: difference });
		const problem = summed(problems);
		if (problem) return { outcome: this.stopped(order, problem.reason, problem.what, row, part.lines) };
		const noted = difference === '' ? remarks : [...remarks, `Sent although ${difference}.`];
		return desiredContract({ order, row, lines, remarks: noted, vendorId: vendorId ?? '' }, values, settings);
	}

	/** The vendor that a person chose for a party of a one-time supplier; a row to fill where nobody has. */
	private vendorOf(supplier: string, name: string, index: number): string | undefined {
		const found = this.input.values.find('one_time_supplier', name);
		if (found === undefined)
			this.tables.toFill.value(
				'one_time_supplier',
				name,
				`One-time supplier ${supplier}: ID of its vendor in Procore`,
				index,
			);
		return found;
	}

	/** Every project that its items name, deleted ones too, and every one that has had a contract of it. */
	private voided(order: PurchaseOrder, gone: Gone): Decided[] {
		const known = this.contractsOf.get(order.purchaseOrder)?.keys() ?? [];
		const projectIds = new Set([...this.everNamed(order), ...known]);
		if (projectIds.size === 0) return [{ outcome: this.stopped(order, gone, '') }];
		return [...projectIds]
			.sort(compareSapKeys)
			.map((id) => this.voidIn(order, id, gone === 'order_deleted' ? 'The order is deleted in SAP.' : '', gone));
	}

	/** Projects of all items of an order, deleted ones too. */
	private everNamed(order: PurchaseOrder): string[] {
		return order.items.flatMap(({ assignments }) =>
			assignments.flatMap((each) => {
				const answer = this.input.roster.find(each);
				return answer.kind === 'project' ? [answer.row.project_id] : [];
			}),
		);
	}

	/**
	 * Projects that have a contract of the order, and that none of its lines names any more. Those that only deleted items
	 * name are among them: a run that was killed may have left a contract there that is not on record.
	 */
	private leftBehind(order: PurchaseOrder, named: Set<string>): Decided[] {
		const known = this.contractsOf.get(order.purchaseOrder) ?? new Map<string, boolean>();
		const left = new Set([...known.keys(), ...(named.size > 0 ? this.everNamed(order) : [])]);
		return [...left]
			.filter((id) => !named.has(id))
			.sort(compareSapKeys)
			.map((id) =>
				// A cell that somebody emptied in the roster must not void a contract on record: only a move to another project does,
				// or a person who was told and names the order.
				named.size === 0 && known.get(id) === true && !this.input.left?.has(order.purchaseOrder)
					? { outcome: this.homeless(order, id) }
					: this.voidIn(order, id, 'No account assignment of the order belongs to this project now.'),
			);
	}

	private homeless(order: PurchaseOrder, projectId: string): Outcome {
		const what = 'The order has a contract here, but none of its account assignments belongs to a project now.';
		return this.stopped(order, 'order_left_projects', what, this.rowOf(projectId));
	}

	private voidIn(order: PurchaseOrder, projectId: string, remark: string, gone: Gone = 'order_deleted'): Decided {
		const row = this.rowOf(projectId);
		const off = this.closed(order, row);
		if (!off)
			return { desired: voidContract(order, projectId, { gone, remark }, this.input.settings), allocations: [] };
		const known = this.contractsOf.get(order.purchaseOrder)?.has(projectId) ?? false;
		if (known || off.reason !== 'project_inactive') return { outcome: off };
		return { outcome: this.stopped(order, gone, '', row) };
	}

	private rowOf(projectId: string): Pick<RosterRow, 'project_id' | 'project_name' | 'active' | 'sync_enabled'> {
		return (
			this.input.roster.byId(projectId) ?? { project_id: projectId, project_name: '', active: true, sync_enabled: true }
		);
	}

	/** Projects that take nothing. */
	private closed(
		order: PurchaseOrder,
		row: ReturnType<OrderRound['rowOf']>,
		lines: readonly OrderLine[] = [],
	): Outcome | undefined {
		const reason = closedReason(row);
		return reason && this.stopped(order, reason, '', row, lines);
	}

	/** @param lines - what is kept back, for its amount; none = nothing, or not known */
	private stopped(
		order: PurchaseOrder,
		reason: ReasonCode,
		what: string,
		row?: Pick<RosterRow, 'project_id' | 'project_name'>,
		lines: readonly OrderLine[] = [],
	): Outcome {
		const { system } = this.input.settings;
		const about: Subject = {
			entity: 'purchase_order',
			sapKey: order.purchaseOrder,
			sapChangedAt: order.changedAt,
			originId: row ? contractOriginId(system, order.purchaseOrder, row.project_id) : '',
			projectId: row?.project_id ?? '',
			subject: row
				? `purchase order ${order.purchaseOrder}, project ${row.project_id} ${row.project_name}`.trim()
				: `purchase order ${order.purchaseOrder}`,
		};
		const { currency, companyCode, supplier } = order;
		const amounts = lines.map((line) => ({ amount: amountOfLine(line), currency }));
		const unmapped = row ? unmappedLines(lines, { companyCode, currency }, this.input.costCodes) : [];
		const detail = { ...stakeOf(amounts, unmapped), ...(supplier === '' ? {} : { supplier }) };
		return reasoned(about, reason, what, detail);
	}
}
