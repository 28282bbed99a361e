import { expectedContracts, type ExpectedContract } from '../../../simulators/data/expected.ts';
import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { Dataset, SapData } from '../../../simulators/data/types.ts';
import { missingSuppliers } from '../../e2e/support/contracts.ts';
import { requisitionDifferences } from '../../e2e/support/requisitions.ts';
import type { Engine } from '../support/engine.ts';
import { type CostsApart, costDivergence } from './costs.ts';
import { pendingDivergence } from './pendingContracts.ts';
import { cell, isOwn, procoreOf, rowsOf, type HeldContract, type TableRow } from './seen.ts';

/** What people have done in Procore that the sync must not undo: it is left out of the comparison. */
export interface Apart extends CostsApart {
	/** Suppliers. */
	suppliers: ReadonlySet<string>;
	/** Purchase requisitions. */
	requisitions: ReadonlySet<string>;
	/** What requisitions become: `draftInvoice` unless it says otherwise; `mixed` = that was changed in between. */
	requisitionsAs?: string;
	/** The cost code map was changed, and not everything was read since. */
	mapped?: boolean;
	/** The table of contracts was deleted: nobody knows in which other projects an order once had one. */
	forgotten?: boolean;
}

const lists = { sap_procore_projects: 'projects', sap_procore_cost_codes: 'cost_codes', sap_procore_values: 'values' };

/**
 * What the arithmetic of the end-to-end tests works out its expectations from: tables as people have filled them by now,
 * and Procore's projects as they are by now.
 */
function asItIs(engine: Engine): Engine['simulators'] {
	const { simulators } = engine;
	const filled = Object.entries(lists).map(([table, name]) => {
		const rows = rowsOf(engine, name);
		const cells = rows.map((row) =>
			// A blank around a value is nobody's intention.
			Object.fromEntries(
				Object.entries(row).map(([column, value]) => [
					column,
					typeof value === 'string' ? value.trim() : (value ?? ''),
				]),
			),
		);
		return [table, cells.map((row) => ({ ...row, enabled: row.enabled !== false && row.enabled !== 'false' }))];
	});
	const seen = procoreOf(engine).projects.filter(({ visible }) => visible !== false);
	const projects = seen as unknown as Dataset['procore']['projects'];
	const dataset = {
		...simulators.dataset,
		tables: Object.fromEntries(filled) as unknown as Dataset['tables'],
		procore: { ...simulators.dataset.procore, projects },
	};
	return { ...simulators, dataset };
}

const sapOf = ({ simulators }: Engine) => simulators.sap.simulator.state() as SapData;

interface Facts {
	expected: ExpectedContract[];
	contracts: Map<string, HeldContract>;
	exceptions: TableRow[];
}

function factsOf(engine: Engine): Facts {
	const simulators = asItIs(engine);
	const { orders, projects, wbsElements } = sapOf(engine);
	const { dataset } = simulators;
	const own = procoreOf(engine).contracts.filter(({ origin_id }) => isOwn(origin_id));
	const roster = rowsOf(engine, 'projects').filter(({ sync_enabled }) => sync_enabled === false);
	const off = new Set(roster.map(({ project_id }) => String(project_id)));
	return {
		expected: expectedContracts(
			{
				system: dataset.system,
				tables: dataset.tables,
				sap: { orders, projects, wbsElements },
				procore: { projects: dataset.procore.projects, contracts: dataset.procore.contracts },
			},
			{ missingSuppliers: missingSuppliers(simulators) },
		).filter(({ projectId }) => !off.has(projectId)),
		contracts: new Map(own.map((contract) => [contract.origin_id ?? '', contract])),
		exceptions: rowsOf(engine, 'exceptions').filter(({ status }) => status !== 'resolved'),
	};
}

const isOnRecord = ({ exceptions }: Facts, entity: string, key: string, projectId?: string): boolean =>
	exceptions.some(
		(row) =>
			row.entity === entity &&
			(row.sap_key === key || row.sap_key === '' || row.sap_key === null) &&
			(projectId === undefined || !row.project_id || row.project_id === projectId),
	);

/**
 * What stays until a person says what is right: SAP and Procore contradict each other in what was billed, the panels leave
 * approved contracts to people, or many would be emptied at once.
 */
const byPeople = new Set([
	...['already_billed', 'contract_invoiced', 'contract_approved', 'contract_has_change_orders', 'change_order_pending'],
	...['many_contracts_emptied', 'requisition_contract_kept'],
]);
const isLeftToPeople = ({ exceptions }: Facts, order: string): boolean =>
	exceptions.some((row) => row.sap_key === order && byPeople.has(String(row.reason)));

const originOf = ({ order, projectId }: ExpectedContract) => `sap:S4P:po:${order}:${projectId}`;

/** Why a contract is not what its order demands; `""` when it is. */
function differenceOf(wanted: ExpectedContract, contract: HeldContract | undefined, mapped = false): string {
	if (!contract || contract.deleted_at) return 'is missing';
	const decimals = currencyDecimals(wanted.currency);
	const total = toText(toUnits(contract.grand_total, decimals), decimals);
	if (total !== wanted.total) return `total ${total} instead of ${wanted.total}`;
	if (mapped) return '';
	const sums: Record<string, bigint> = {};
	for (const { flat_code, amount } of contract.lines) {
		const code = flat_code.replace(/\.(\w+)$/, '|$1');
		sums[code] = (sums[code] ?? 0n) + toUnits(amount, decimals);
	}
	const text = (codes: Record<string, string>) =>
		Object.entries(codes)
			.filter(([, amount]) => Number(amount) !== 0)
			.map((pair) => pair.join('='))
			.sort()
			.join(' ');
	const held = text(Object.fromEntries(Object.entries(sums).map(([code, sum]) => [code, toText(sum, decimals)])));
	return held === text(wanted.costCodes) ? '' : `codes ${held} instead of ${text(wanted.costCodes)}`;
}

/** How far an entity has been read, in ms; nothing when there is no watermark. */
function watermarkOf(engine: Engine, entity: string): number {
	const row = rowsOf(engine, 'state').find((each) => each.entity === entity);
	return Date.parse(cell(row, 'watermark') || '1970-01-01T00:00:00Z');
}

const isRead = (stamp: string | null, watermark: number) =>
	watermark > 0 && (stamp === null || Date.parse(stamp) <= watermark);

/** Orders that people have worked on in Procore, also as what they were made of: an order takes the contract of its requisition over. */
function ordersApart({ orders, requisitions }: Apart, sap: SapData): ReadonlySet<string> {
	const made = sap.orders.filter(({ items }) =>
		items.some(({ scheduleLines }) =>
			scheduleLines.some(({ PurchaseRequisition }) => requisitions.has(PurchaseRequisition)),
		),
	);
	return new Set([...orders, ...made.map(({ header }) => header.PurchaseOrder)]);
}

/**
 * P2. Changes of SAP that the sync says it has read, and that are neither in Procore nor an open exception. What a table
 * or a closed project keeps back has its exception from when it was read, so only what can be sent is looked at.
 */
export function losses(engine: Engine, apart: Apart): string[] {
	const facts = factsOf(engine);
	const { orders, suppliers } = sapOf(engine);
	const ofPeople = ordersApart(apart, sapOf(engine));
	const stamps = new Map(orders.map(({ header }) => [header.PurchaseOrder, header.LastChangeDateTime]));
	const read = watermarkOf(engine, 'purchase_order');
	const contracts = facts.expected.flatMap((wanted) => {
		const { order, projectId, reason } = wanted;
		if (reason !== '' || ofPeople.has(order) || !isRead(stamps.get(order) ?? null, read)) return [];
		const difference = differenceOf(wanted, facts.contracts.get(originOf(wanted)), apart.mapped);
		return difference === '' || isOnRecord(facts, 'purchase_order', order, projectId)
			? []
			: [`P2 order ${order} in ${projectId} ${difference}, without an exception`];
	});
	const readSuppliers = watermarkOf(engine, 'supplier');
	const vendors = new Map(procoreOf(engine).vendors.map((vendor) => [vendor.origin_id, vendor]));
	const lost = suppliers.flatMap(({ supplier, businessPartner }) => {
		const { Supplier, SupplierName } = supplier;
		const blocked = supplier.PostingIsBlocked || supplier.PurchasingIsBlocked || supplier.DeletionIndicator;
		const changed = stampOf(businessPartner);
		if (blocked || apart.suppliers.has(Supplier) || !isRead(changed, readSuppliers)) return [];
		const vendor = vendors.get(`sap:S4P:supplier:${Supplier}`);
		return vendor?.name === SupplierName || isOnRecord(facts, 'supplier', Supplier)
			? []
			: [`P2 supplier ${Supplier} ${vendor ? `is called ${vendor.name}` : 'has no vendor'}, without an exception`];
	});
	return [...contracts, ...lost];
}

/** The moment of a change that SAP keeps as day and time of day. */
function stampOf(partner: SapData['suppliers'][number]['businessPartner']): string | null {
	const { LastChangeDate, LastChangeTime, CreationDate, CreationTime } = partner;
	const [day, time] = LastChangeDate ? [LastChangeDate, LastChangeTime] : [CreationDate, CreationTime];
	const [, hours = '00', minutes = '00', seconds = '00'] = /PT(\d+)H(\d+)M(\d+)S/.exec(time) ?? [];
	return day ? `${day.slice(0, 10)}T${hours}:${minutes}:${seconds}Z` : null;
}

/**
 * P3. Where Procore is not what SAP demands, now that nothing is in the way any more. An exception does not count, unless
 * what was billed, or a person's work in Procore, is the reason.
 */
export function divergence(engine: Engine, apart: Apart): string[] {
	const facts = factsOf(engine);
	const ofPeople = ordersApart(apart, sapOf(engine));
	const wanted = facts.expected.filter(({ reason, order }) => reason === '' && !ofPeople.has(order));
	const missing = wanted.flatMap((each) => {
		const difference = differenceOf(each, facts.contracts.get(originOf(each)));
		return difference === '' || isLeftToPeople(facts, each.order)
			? []
			: [`P3 order ${each.order} in ${each.projectId} ${difference}`];
	});
	const keys = new Set(facts.expected.filter(({ reason }) => reason !== 'order_deleted').map(originOf));
	const left = [...facts.contracts].flatMap(([origin, { grand_total, deleted_at, project_id }]) => {
		const order = origin.split(':')[3] ?? '';
		const empty = deleted_at !== null || Number(grand_total) === 0;
		const isOfOrder = origin.startsWith('sap:S4P:po:');
		if (!isOfOrder || keys.has(origin) || empty || apart.forgotten || ofPeople.has(order)) return [];
		return isOnRecord(facts, 'purchase_order', order, String(project_id))
			? []
			: [`P3 ${origin} has ${grand_total}, which no order demands`];
	});
	const { requisitionsAs = 'draftInvoice' } = apart;
	return [
		...missing,
		...left,
		...costDivergence(engine, costData(engine), apart),
		...(requisitionsAs === 'draftInvoice' ? requisitionProblems(engine, apart, facts) : []),
		...(requisitionsAs === 'pendingContract' ? pendingProblems(engine, apart, facts) : []),
	];
}

function costData(engine: Engine): Parameters<typeof costDivergence>[1] {
	const { dataset } = asItIs(engine);
	const { postings, planItems, glAccounts, projects, wbsElements } = sapOf(engine);
	return { ...dataset, sap: { ...dataset.sap, postings, planItems, glAccounts, projects, wbsElements } };
}

function pendingProblems(engine: Engine, apart: Apart, facts: Facts): string[] {
	const told = facts.exceptions.filter(({ entity }) => entity === 'requisition').map((row) => cell(row, 'sap_key'));
	return pendingDivergence(sapOf(engine), procoreOf(engine), new Set([...apart.requisitions, ...told]));
}

function requisitionProblems(engine: Engine, apart: Apart, facts: Facts): string[] {
	const { requisitions, orders } = sapOf(engine);
	const ofPeople = orders
		.filter(({ header }) => apart.orders.has(header.PurchaseOrder))
		.flatMap(({ items }) =>
			items.flatMap(({ scheduleLines }) => scheduleLines.map((line) => line.PurchaseRequisition)),
		);
	// As long as its order is held, a requisition stays as it is.
	const held = new Set(
		facts.expected
			.filter(({ reason, order }) => reason !== '' || isLeftToPeople(facts, order))
			.map(({ order }) => order),
	);
	const waiting = orders
		.filter(({ header }) => held.has(header.PurchaseOrder))
		.flatMap(({ items }) =>
			items.flatMap(({ scheduleLines }) => scheduleLines.map((line) => line.PurchaseRequisition)),
		);
	// What belongs to a requisition of which more was ordered than asked for is a matter of opinion; and the simulator does
	// not bring a requisition up to date when a deleted order is restored.
	const unclear = requisitions
		.filter(({ header, items }) =>
			items.some((item) => {
				const ordered = orderedOf(orders, header.PurchaseRequisition, item.PurchaseRequisitionItem);
				return ordered > Number(item.RequestedQuantity) || ordered !== Number(item.OrderedQuantity);
			}),
		)
		.map(({ header }) => header.PurchaseRequisition);
	const told = requisitions
		.map(({ header }) => header.PurchaseRequisition)
		.filter((number) => isOnRecord(facts, 'requisition', number));
	return requisitionDifferences(asItIs(engine), [
		...apart.requisitions,
		...ofPeople,
		...waiting,
		...unclear,
		...told,
	]).map((difference) => `P3 ${difference}`);
}

/** How much of a requisition item is in orders that are not deleted. */
const orderedOf = (orders: SapData['orders'], requisition: string, item: string): number =>
	orders
		.filter(({ header }) => header.PurchasingDocumentDeletionCode === '')
		.flatMap(({ items }) => items.filter((each) => each.PurchasingDocumentDeletionCode === ''))
		.flatMap(({ scheduleLines }) => scheduleLines)
		.filter((line) => line.PurchaseRequisition === requisition && line.PurchaseRequisitionItem === item)
		.reduce((sum, line) => sum + Number(line.ScheduleLineOrderQuantity), 0);
