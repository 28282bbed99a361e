import { expectedContracts, type ExpectedContract } from '../../../simulators/data/expected.ts';
import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { SapData } from '../../../simulators/data/types.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';

export interface LineState {
	id: number;
	origin_id: string | null;
	description: string | null;
	amount: string;
	flat_code: string;
	[field: string]: unknown;
}

export interface ContractState {
	id: number;
	project_id: number;
	number: string;
	title: string | null;
	status: string;
	vendor_id: number | null;
	origin_id: string | null;
	origin_data: string | null;
	grand_total: string;
	deleted_at: string | null;
	payment_terms: string | null;
	custom_fields: Record<string, unknown>;
	lines: LineState[];
	[field: string]: unknown;
}

interface Owned {
	origin_id: string | null;
}

interface ProcoreState {
	vendors: Array<Owned & { name: string; is_active: boolean }>;
	projects: Array<{ id: number; name: string; active: boolean }>;
	contracts: ContractState[];
	requisitions: Owned[];
	costCodes: Owned[];
	directCosts: Array<Owned & { lines: Owned[] }>;
}

export const procoreState = ({ procore }: RunningSimulators) => procore.simulator.state() as unknown as ProcoreState;
export const sapState = ({ sap }: RunningSimulators) => sap.simulator.state() as unknown as SapData;
export const contractsOf = (simulators: RunningSimulators) => procoreState(simulators).contracts;

/** Suppliers of orders that have no active vendor in Procore. */
export function missingSuppliers(simulators: RunningSimulators): Set<string> {
	const { dataset, sap } = simulators;
	const { vendors } = procoreState(simulators);
	const known = new Set(vendors.flatMap((vendor) => (vendor.is_active && vendor.origin_id ? [vendor.origin_id] : [])));
	const { orders } = sap.simulator.state() as unknown as SapData;
	const suppliers = orders.map(({ header }) => header.Supplier);
	return new Set(suppliers.filter((number) => !known.has(`sap:${dataset.system}:supplier:${number}`)));
}

/** What SAP's present orders demand of Procore, worked out without the nodes' code. */
export function demanded(simulators: RunningSimulators): ExpectedContract[] {
	const { dataset, sap } = simulators;
	const { orders, projects, wbsElements } = sap.simulator.state() as unknown as SapData;
	return expectedContracts(
		{
			system: dataset.system,
			tables: dataset.tables,
			sap: { orders, projects, wbsElements },
			procore: { projects: dataset.procore.projects, contracts: dataset.procore.contracts ?? [] },
		},
		{ missingSuppliers: missingSuppliers(simulators) },
	);
}

const keyOf = (order: string, projectId: string) => `sap:S4P:po:${order}:${projectId}`;

/**
 * Compares every order of SAP with its contracts in Procore: totals, number of lines, sums by cost code, and contracts
 * that no order demands. Answers the differences, none when both sides tie out to the last minor unit.
 */
export function differences(simulators: RunningSimulators): string[] {
	const wanted = demanded(simulators).filter(({ reason }) => reason === '');
	const own = contractsOf(simulators).filter(({ origin_id }) => origin_id?.startsWith('sap:') ?? false);
	const byOrigin = new Map(own.map((contract) => [contract.origin_id, contract]));
	const found = wanted.flatMap((each) => differencesOf(each, byOrigin.get(keyOf(each.order, each.projectId))));
	const keys = new Set(wanted.map(({ order, projectId }) => keyOf(order, projectId)));
	const left = own.filter((contract) => !keys.has(contract.origin_id ?? '') && contract.lines.length > 0);
	const doubled = own.length - byOrigin.size;
	return [
		...found,
		...left.map(({ origin_id }) => `${origin_id ?? ''}: no order demands it`),
		...(doubled > 0 ? [`${String(doubled)} origin IDs are there twice`] : []),
	];
}

function differencesOf(wanted: ExpectedContract, contract: ContractState | undefined): string[] {
	const name = `${wanted.order} in ${wanted.projectId}`;
	if (!contract || contract.deleted_at) return [`${name} is missing`];
	const decimals = currencyDecimals(wanted.currency);
	const sums: Record<string, bigint> = {};
	for (const line of contract.lines) {
		const code = line.flat_code.replace(/\.(\w+)$/, '|$1');
		sums[code] = (sums[code] ?? 0n) + toUnits(line.amount, decimals);
	}
	const compared: Array<[what: string, is: string, shouldBe: string]> = [
		['total', toText(toUnits(contract.grand_total, decimals), decimals), wanted.total],
		['lines', String(contract.lines.length), String(wanted.lines)],
		['codes', codesText(sums, decimals), codesText(wanted.costCodes, decimals)],
	];
	return compared.flatMap(([what, is, shouldBe]) =>
		is === shouldBe ? [] : [`${name}: ${what} ${is} instead of ${shouldBe}`],
	);
}

const codesText = (sums: Record<string, bigint | string>, decimals: number) =>
	Object.entries(sums)
		.map(([code, sum]) => `${code}=${typeof sum === 'bigint' ? toText(sum, decimals) : sum}`)
		.sort()
		.join(' ');
