import { currencyDecimals, ratio, toText, toUnits } from '../money.ts';
import type { SapAccountAssignment, SapPurchaseOrder, SapPurchaseOrderItem } from '../sap-order-types.ts';
import type { Dataset } from '../types.ts';
import { costCodeFinder } from './cost-code.ts';
import { type Held, projectFinder } from './roster.ts';

/** What Procore has to hold of one order in one project. */
export interface ExpectedContract {
	order: string;
	/** Empty for what is about the order as a whole. */
	projectId: string;
	currency: string;
	/** Decimal text. Returns are negative. */
	total: string;
	/** Lines that are not deleted. */
	lines: number;
	/** Amount by cost code and cost type, `03-300|M`. */
	costCodes: Record<string, string>;
	/** Empty when the contract is sent, else the first reason why it is not. */
	reason: string;
}

/** What the expectations are worked out from; `suppliers` that have no vendor in Procore make their orders wait. */
export type HeldOrders = Held & {
	sap: Pick<Dataset['sap'], 'orders'>;
	procore: Pick<Dataset['procore'], 'contracts'>;
};

export interface ExpectOptions {
	/** Numbers of suppliers that have no active vendor in Procore. */
	missingSuppliers?: ReadonlySet<string>;
}

interface Line {
	projectId: string;
	code: string;
	units: bigint;
	reason: string;
}

/**
 * The expected result for every order, worked out from SAP's stored records and the filled tables by plain code of its own: one
 * entry an order and project, and one without project for an order that belongs to none.
 */
export function expectedContracts(held: HeldOrders, options: ExpectOptions = {}): ExpectedContract[] {
	const linesOf = lineReader(held);
	const taken = new Map((held.procore.contracts ?? []).map((row) => [`${String(row.project_id)}|${row.number}`, row]));
	return held.sap.orders.flatMap((order) => {
		const { PurchaseOrder: number, DocumentCurrency: currency, Supplier } = order.header;
		const decimals = currencyDecimals(currency);
		const lines = linesOf(order);
		const whole = statusReason(order) || (options.missingSuppliers?.has(Supplier) ? 'vendor_missing' : '');
		const contract = (projectId: string, own: readonly Line[], reason: string): ExpectedContract => ({
			order: number,
			projectId,
			currency,
			total: toText(sum(own), decimals),
			lines: own.length,
			costCodes: Object.fromEntries(
				[...new Set(own.map(({ code }) => code))].map((code) => [
					code,
					toText(sum(own.filter((line) => line.code === code)), decimals),
				]),
			),
			reason,
		});
		const projects = [...new Set(lines.map(({ projectId }) => projectId))].filter((id) => id !== '');
		const unmapped = lines.filter(({ reason }) => reason === 'unmapped_project');
		const contracts = projects.map((projectId) => {
			const own = lines.filter((line) => line.projectId === projectId);
			const inWay = taken.get(`${projectId}|${number}`);
			const conflict = inWay && (inWay.origin_id ? 'foreign_contract' : 'number_taken');
			return contract(projectId, own, whole || own.find(({ reason }) => reason !== '')?.reason || conflict || '');
		});
		if (unmapped.length > 0) contracts.push(contract('', unmapped, whole || 'unmapped_project'));
		if (contracts.length > 0) return contracts;
		return [
			contract('', [], whole || (assignmentsOf(order).length > 0 ? 'not_a_project_purchase' : 'no_account_assignment')),
		];
	});
}

const sum = (lines: readonly Line[]) => lines.reduce((total, { units }) => total + units, 0n);

const keptItems = ({ items }: SapPurchaseOrder) => items.filter((item) => item.PurchasingDocumentDeletionCode === '');
const assignmentsOf = (order: SapPurchaseOrder) => keptItems(order).flatMap(({ assignments }) => assignments);

function statusReason(order: SapPurchaseOrder): string {
	const { header } = order;
	if (header.PurchasingDocumentDeletionCode !== '' || keptItems(order).length === 0) return 'order_deleted';
	if (header.PurchasingCompletenessStatus) return 'order_incomplete';
	const status = header.PurchasingProcessingStatus;
	if (status === '08') return 'order_rejected';
	if (header.ReleaseIsNotCompleted || status === '03') return 'not_released';
	return status === '02' || status === '05' ? '' : 'unknown_order_status';
}

function lineReader(held: Held): (order: SapPurchaseOrder) => Line[] {
	const projectOf = projectFinder(held);
	const codeOf = costCodeFinder(held.tables);
	const elements = new Map(held.sap.wbsElements.map((row) => [row.WBSElementInternalID, row.ProjectElement]));
	return (order) =>
		keptItems(order).flatMap((item) => {
			const kept = item.assignments.filter((row) => !row.IsDeleted);
			const amounts = amountsOf(item, kept, order.header.DocumentCurrency);
			return kept.flatMap((row, index): Line[] => {
				const wbsElement = row.WBSElementExternalID || (elements.get(row.WBSElementInternalID) ?? '');
				const project = projectOf({ wbsElement, order: row.OrderID, costCenter: row.CostCenter });
				if (project === 'outside') return [];
				const found = codeOf({
					companyCode: order.header.CompanyCode,
					glAccount: row.GLAccount,
					costCenter: row.CostCenter,
					wbsElement,
				});
				const units = (amounts?.[index] ?? 0n) * (item.IsReturnsItem ? -1n : 1n);
				const code = typeof found === 'string' ? '' : found.code;
				if (project === 'unmapped') return [{ projectId: '', code, units, reason: 'unmapped_project' }];
				const reason = !project.active
					? 'project_inactive'
					: project.currency !== order.header.DocumentCurrency
						? 'currency_mismatch'
						: typeof found === 'string'
							? found
							: amounts
								? ''
								: 'amount_mismatch';
				return [{ projectId: project.id, code, units, reason }];
			});
		});
}

/** SAP's own amounts; where it shows none, the shares by percent. Undefined when they do not add up to the item. */
function amountsOf(item: SapPurchaseOrderItem, kept: readonly SapAccountAssignment[], currency: string) {
	const decimals = currencyDecimals(currency);
	const total = toUnits(item.NetAmount, decimals);
	const amounts = kept.map((row) => toUnits(row.PurgDocNetAmount, decimals));
	const shown = amounts.reduce((all, amount) => all + amount, 0n);
	if (shown === total) return amounts;
	return shown === 0n ? byPercent(item.NetAmount, kept, decimals) : undefined;
}

/** Shares rounded down; what is left goes one unit each to the largest remainders. */
function byPercent(netAmount: string, kept: readonly SapAccountAssignment[], decimals: number): bigint[] {
	const fine = decimals + 6;
	const shares = kept.map((row) => ratio([netAmount, row.MultipleAcctAssgmtDistrPercent], ['100'], fine));
	const unit = 10n ** 6n;
	const parts = shares.map((share) => share / unit);
	let left = toUnits(netAmount, decimals) - parts.reduce((all, part) => all + part, 0n);
	const order = shares.map((share, index) => ({ index, rest: share % unit })).sort((a, b) => Number(b.rest - a.rest));
	for (const { index } of order) {
		if (left <= 0n) break;
		parts[index] = (parts[index] ?? 0n) + 1n;
		left--;
	}
	return parts;
}

/** Sums of what is sent, by project and `cost code|cost type`; the keys are `2201|03-300|M`. */
export function expectedByCostCode(contracts: readonly ExpectedContract[]): Map<string, string> {
	const sums = new Map<string, { units: bigint; decimals: number }>();
	for (const { reason, projectId, currency, costCodes } of contracts) {
		if (reason !== '') continue;
		const decimals = currencyDecimals(currency);
		for (const [code, amount] of Object.entries(costCodes)) {
			const key = `${projectId}|${code}`;
			const units = (sums.get(key)?.units ?? 0n) + toUnits(amount, decimals);
			sums.set(key, { units, decimals });
		}
	}
	return new Map([...sums].map(([key, { units, decimals }]) => [key, toText(units, decimals)]));
}
