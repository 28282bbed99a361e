import { type ExpectedRequisition, expectedRequisitions } from '../../../simulators/data/expected.ts';
import { toUnits } from '../../../simulators/data/money.ts';
import type { SapData } from '../../../simulators/data/types.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';
import { contractsOf, missingSuppliers } from './contracts.ts';

export interface RequisitionState {
	id: number;
	commitment_id: number;
	status: string;
	origin_id: string | null;
	origin_data: string | null;
	invoice_number: string | null;
	items: Array<{ id: number; line_item_id: number; work_completed_this_period: string }>;
}

interface State {
	requisitions: RequisitionState[];
	billingPeriods: Array<{ project_id: number; status: string }>;
}

const stateOf = ({ procore }: RunningSimulators) => procore.simulator.state() as unknown as State;

/** Who a requisition is: people act on those without `origin_id`, so the sync keeps it in `origin_data`. */
export function identityOf({
	origin_id,
	origin_data,
}: {
	origin_id: string | null;
	origin_data?: string | null;
}): string {
	if (origin_id) return origin_id;
	return /"id":"([^"]*)"/.exec(origin_data ?? '')?.[1] ?? '';
}

/** Those that the sync has made. */
export const ownRequisitions = (simulators: RunningSimulators) =>
	stateOf(simulators).requisitions.filter((one) => identityOf(one).startsWith('sap:'));

export const requisitionWith = (simulators: RunningSimulators, originId: string) =>
	stateOf(simulators).requisitions.filter((one) => identityOf(one) === originId);

export const originOf = (requisition: string, projectId: string, order: string) =>
	`sap:S4P:pr:${requisition}:${projectId}:${order}`;

/** What SAP's present requisitions demand of Procore, worked out without the nodes' code. */
export function demandedRequisitions(simulators: RunningSimulators): ExpectedRequisition[] {
	const { dataset, sap } = simulators;
	const open = stateOf(simulators).billingPeriods.filter(({ status }) => status === 'open');
	const held = sap.simulator.state() as unknown as SapData;
	return expectedRequisitions(
		{
			system: dataset.system,
			tables: dataset.tables,
			sap: held,
			procore: { projects: dataset.procore.projects, contracts: dataset.procore.contracts ?? [] },
			openProjects: new Set(open.map(({ project_id }) => String(project_id))),
		},
		{ missingSuppliers: missingSuppliers(simulators) },
	);
}

/**
 * Compares every requisition of SAP with those in Procore: totals to the last minor unit, the lines that are billed, and
 * the amount on each, where a minor unit of rounding of each share in it may be on a neighbour. Answers the differences.
 *
 * @param apart SAP numbers of requisitions that Procore or a person keeps from being as SAP has them
 */
export function requisitionDifferences(simulators: RunningSimulators, apart: readonly string[] = []): string[] {
	const wanted = demandedRequisitions(simulators).filter(
		({ reason, requisition }) => reason === '' && !apart.includes(requisition),
	);
	const own = ownRequisitions(simulators).filter((one) => !apart.includes(identityOf(one).split(':')[3] ?? ''));
	const lines = new Map(
		contractsOf(simulators).flatMap((contract) => contract.lines.map((line) => [line.id, line.origin_id] as const)),
	);
	const byOrigin = new Map(own.map((one) => [identityOf(one), one]));
	const keys = new Set(wanted.map((one) => originOf(one.requisition, one.projectId, one.order)));
	return [
		...wanted.flatMap((one) => {
			const key = originOf(one.requisition, one.projectId, one.order);
			const found = byOrigin.get(key);
			return found ? differencesOf(key, one, found, lines) : [`${key} is missing`];
		}),
		...[...byOrigin.keys()].flatMap((key) => (keys.has(key) ? [] : [`${key}: nothing demands it`])),
		...(byOrigin.size < own.length ? [`${String(own.length - byOrigin.size)} are there twice`] : []),
	];
}

function differencesOf(
	key: string,
	wanted: ExpectedRequisition,
	{ items }: RequisitionState,
	lines: ReadonlyMap<number, string | null>,
): string[] {
	const { order, projectId, decimals } = wanted;
	const billed = new Map<string, bigint>();
	for (const { line_item_id, work_completed_this_period: work } of items)
		if (toUnits(work, decimals) !== 0n) billed.set(lines.get(line_item_id) ?? '', toUnits(work, decimals));
	const should = new Map(
		Object.entries(wanted.lines).map(([line, units]) => {
			const [item = '', assignment = ''] = line.split('/');
			const rounding = BigInt(wanted.shares[line] ?? 1);
			return [`sap:S4P:poi:${order}:${item}:${assignment}:${projectId}`, { units, rounding }];
		}),
	);
	const total = [...billed.values()].reduce((sum, units) => sum + units, 0n);
	const differing = [...new Set([...billed.keys(), ...should.keys()])].flatMap((line) => {
		const is = billed.get(line) ?? 0n;
		const { units: shouldBe, rounding } = should.get(line) ?? { units: 0n, rounding: 1n };
		const apart = is > shouldBe ? is - shouldBe : shouldBe - is;
		return apart > rounding ? [`${key}: ${String(is)} instead of ${String(shouldBe)} on ${line}`] : [];
	});
	return total === wanted.total
		? differing
		: [`${key}: total ${String(total)} instead of ${String(wanted.total)}`, ...differing];
}
