import { expectedContracts, type ExpectedContract } from '../../../simulators/data/expected.ts';
import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';
import { type ContractState, procoreState, sapState } from '../../e2e/support/contracts.ts';

/** What Procore lacks, or has wrong, when it is held against what SAP has now. */
export interface Findings {
	/** Released orders without a contract. */
	missing: string[];
	/** Contracts with too few lines, or still a Draft. */
	halfWritten: string[];
	/** Other lines, amounts, cost codes or another vendor than SAP has. */
	wrong: string[];
	/** Contracts with an amount that no order of SAP asks for. */
	undemanded: string[];
	/** Vendors that were created beside one of the same company, as a person reads the names. */
	vendorsTwice: string[];
	/** Of all contracts that SAP asks for, how many are as they should be. */
	right: number;
}

export const kinds = ['missing', 'halfWritten', 'wrong', 'undemanded', 'vendorsTwice'] as const;

/** Cases in which only a person can say which vendor it is: left out of the comparison of contracts, whoever sends them. */
const forPeople = [
	...['ambiguousName', 'foreignOrigin', 'duplicateSupplierName', 'inactiveVendorSameName'],
	...['nearCase', 'nearComma', 'nearLegalForm', 'nearAccents'],
	...['postingBlocked', 'purchasingBlocked', 'deletionFlag'],
];

/** A name without case, accents, punctuation and legal form. */
export function foldedName(name: string): string {
	const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
	const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
	return words.filter((word) => !/^(inc|llc|ltd|co|corp|company|gmbh|ag|kg|sarl|sas|sa)$/.test(word)).join(' ');
}

/** Compares both systems by SAP's numbers, not by origin IDs, so that it is blind to who wrote them. */
export class Comparison {
	readonly #simulators: RunningSimulators;
	/** What Procore had before anybody synced. */
	readonly #contracts: ReadonlySet<number>;
	readonly #vendors: ReadonlySet<number>;

	constructor(simulators: RunningSimulators) {
		this.#simulators = simulators;
		this.#contracts = new Set(procoreState(simulators).contracts.map(({ id }) => id));
		this.#vendors = new Set(this.#vendorStates().map(({ id }) => id));
	}

	#vendorStates() {
		return procoreState(this.#simulators).vendors as unknown as Array<{ id: number; name: string; is_active: boolean }>;
	}

	/** What SAP's present orders ask for, whether or not a vendor is there: that none is there is a loss as well. */
	#expected(): ExpectedContract[] {
		const { dataset } = this.#simulators;
		const { orders, projects, wbsElements } = sapState(this.#simulators);
		const { cases } = dataset;
		const people = new Set(
			Object.entries(cases).flatMap(([name, { supplier }]) =>
				forPeople.some((each) => name.startsWith(each)) ? [supplier] : [],
			),
		);
		return expectedContracts({
			system: dataset.system,
			tables: dataset.tables,
			sap: { orders: orders.filter(({ header }) => !people.has(header.Supplier)), projects, wbsElements },
			procore: { projects: dataset.procore.projects, contracts: dataset.procore.contracts ?? [] },
		});
	}

	/** Orders in dollars that go through, the awkward ones left out: the same for every side. */
	ordinaryOrders(): string[] {
		const { orderCases, requisitionCases } = this.#simulators.dataset;
		const cases = new Set([
			...Object.values(orderCases).map(({ order }) => order),
			...Object.values(requisitionCases).flatMap(({ orders }) => orders),
		]);
		const sent = this.#expected().filter(({ reason, currency }) => reason === '' && currency === 'USD');
		return [...new Set(sent.map(({ order }) => order))].filter((order) => !cases.has(order));
	}

	findings(): Findings {
		const found: Findings = { missing: [], halfWritten: [], wrong: [], undemanded: [], vendorsTwice: [], right: 0 };
		const expected = this.#expected();
		const present = procoreState(this.#simulators).contracts.filter(
			({ id, deleted_at }) => deleted_at === null && !this.#contracts.has(id),
		);
		const byKey = new Map(present.map((contract) => [keyOf(contract.number, contract.project_id), contract]));
		const suppliers = this.#supplierNames();
		const vendors = new Map(this.#vendorStates().map(({ id, name }) => [id, name]));
		for (const wanted of expected.filter(({ reason }) => reason === '')) {
			const key = keyOf(wanted.order, wanted.projectId);
			const contract = byKey.get(key);
			byKey.delete(key);
			if (contract === undefined) found.missing.push(key);
			else if (contract.status === 'Draft' || contract.lines.length < wanted.lines) found.halfWritten.push(key);
			else if (contentOf(contract, wanted.currency) !== wantedContent(wanted)) found.wrong.push(key);
			else if (foldedName(vendors.get(contract.vendor_id ?? 0) ?? '') !== foldedName(suppliers.get(wanted.order) ?? ''))
				found.wrong.push(key);
			else found.right++;
		}
		const orders = new Set(expected.map(({ order }) => order));
		for (const [key, { number, grand_total, lines }] of byKey)
			if (orders.has(number) && lines.length > 0 && Number(grand_total) !== 0) found.undemanded.push(key);
		found.vendorsTwice = this.#vendorsTwice();
		return found;
	}

	#supplierNames(): Map<string, string> {
		const { suppliers, orders } = sapState(this.#simulators);
		const names = new Map(
			suppliers.map(({ businessPartner, supplier }) => [supplier.Supplier, businessPartner.BusinessPartnerFullName]),
		);
		return new Map(orders.map(({ header }) => [header.PurchaseOrder, names.get(header.Supplier) ?? '']));
	}

	#vendorsTwice(): string[] {
		const seen = new Set<string>();
		const twice: string[] = [];
		for (const { id, name } of this.#vendorStates()) {
			const folded = foldedName(name);
			if (seen.has(folded) && !this.#vendors.has(id)) twice.push(name);
			seen.add(folded);
		}
		return twice;
	}
}

const keyOf = (order: string, projectId: string | number) => `${order} in ${String(projectId)}`;

function contentOf({ lines }: ContractState, currency: string): string {
	const decimals = currencyDecimals(currency);
	const sums: Record<string, bigint> = {};
	for (const { flat_code, amount } of lines) {
		const code = flat_code.replace(/\.(\w+)$/, '|$1');
		sums[code] = (sums[code] ?? 0n) + toUnits(amount, decimals);
	}
	return content(
		lines.length,
		Object.entries(sums).map(([code, sum]) => [code, toText(sum, decimals)]),
	);
}

const wantedContent = ({ lines, costCodes }: ExpectedContract) => content(lines, Object.entries(costCodes));

const content = (lines: number, costCodes: Array<[code: string, amount: string]>) =>
	[String(lines), ...costCodes.map(([code, amount]) => `${code}=${amount}`).sort()].join(' ');
