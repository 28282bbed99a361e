// How long Purchase Order > Map takes for a full load. `node test/bench/mapOrders.ts`, or with
// `large` for 480,000 account assignments against 100,000 rows, and the same halved twice; with `batches`, the large ones in
// batches of 2,000 orders, as a first load maps them. It prints and asserts nothing. The baseline is a copy of the same
// orders, as n8n makes it between any two nodes.
import type { MapOrdersInput, MappedOrders } from '../../nodes/SapToProcore/lanes/purchaseOrder/map';
import type { CostCodeRow, RosterRow } from '../../nodes/SapToProcore/ledger/rows';
import { load } from '../../tools/build/source.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../support/orders.ts';

const rule = <T>(file: string) => load<T>(`nodes/SapToProcore/${file}`);
const { mapOrders } = rule<{ mapOrders(input: MapOrdersInput): MappedOrders }>('lanes/purchaseOrder/map');
const { costCodeMap } = rule<{ costCodeMap(rows: CostCodeRow[]): MapOrdersInput['costCodes'] }>('lookup/costCodes');
const { roster } = rule<{ roster(rows: RosterRow[]): MapOrdersInput['roster'] }>('lookup/roster');
const { valueMap } = rule<{ valueMap(rows: []): MapOrdersInput['values'] }>('lookup/values');

interface Size {
	projects: number;
	rows: number;
	orders: number;
	/** Account assignments of one item; an order has two. */
	assignments: 3 | 4;
}

const sizes: Record<string, Size[]> = {
	usual: [{ projects: 15, rows: 20_000, orders: 1_500, assignments: 3 }],
	large: [0.25, 0.5, 1].map((factor) => ({
		projects: 200 * factor,
		rows: 100_000 * factor,
		orders: 60_000 * factor,
		assignments: 4,
	})),
};
const [name = 'usual', ...how] = process.argv.slice(2);
const settings = {
	...{ system: 'S4P', releaseGate: 'released', contractStatus: 'Approved', lineMethod: 'amount' },
	...{ taxCodes: false, retainagePercent: '' },
	...{ currencyPolicy: 'hold', outsideProjects: 'ignore', projectCurrency: 'USD' },
} as MapOrdersInput['settings'];
const percents = { 3: ['33.3', '33.3', '33.4'], 4: ['25', '25', '25', '25'] };

function tablesOf({ projects, rows }: Size) {
	return {
		projects: Array.from({ length: projects }, (_, n) =>
			rosterRow({ id: String(n), project_id: String(2201 + n), sap_project: `P-${String(1001 + n)}` }),
		),
		codes: Array.from({ length: rows }, (_, n) =>
			costCodeRow({
				id: String(n),
				gl_account: String(600_000 + (n % 400)),
				wbs_element: `P-${String(1001 + (n % projects))}.${String(n)}*`,
			}),
		),
	};
}

const ordersOf = ({ projects, orders, assignments }: Size) =>
	Array.from({ length: orders }, (_, n) =>
		purchaseOrder({
			purchaseOrder: String(4_500_000_001 + n),
			items: [10, 20].map((item) =>
				orderItem({
					item: String(item),
					distribution: 'percent',
					assignments: percents[assignments].map((percent, index) =>
						assignment({
							number: String(index + 1),
							percent,
							glAccount: String(600_000 + (n % 400)),
							wbsElement: `P-${String(1001 + (n % projects))}.${String(n)}`,
						}),
					),
				}),
			),
		}),
	);

/** The median of some runs, in milliseconds of the processor: other work on the machine does not count. */
function timed(work: () => unknown, runs: number): number {
	const times = Array.from({ length: runs }, () => {
		const started = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(started);
		return (user + system) / 1000;
	});
	return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

for (const size of sizes[name] ?? []) {
	const orders = ordersOf(size);
	const { projects, codes } = tablesOf(size);
	const runs = name === 'usual' ? 7 : 1;
	const batch = how.includes('batches') ? 2_000 : orders.length;
	const map = () => {
		for (let start = 0; start < orders.length; start += batch)
			mapOrders({
				customer: 'acme',
				orders: orders.slice(start, start + batch),
				roster: roster(projects),
				costCodes: costCodeMap(codes),
				values: valueMap([]),
				knownContracts: [],
				settings,
			});
	};
	const baseline = timed(() => structuredClone(orders), runs);
	const mapping = timed(map, runs);
	const number = (value: number) => value.toLocaleString('en');
	console.log(
		`${number(size.orders)} orders, ${number(size.orders * size.assignments * 2)} account assignments, ${number(size.rows)} rows in the cost code map: ` +
			`${mapping.toFixed(0)} ms, ${(mapping / baseline).toFixed(1)} times a copy of the orders (${baseline.toFixed(0)} ms)`,
	);
}
