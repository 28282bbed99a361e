// How long Purchase Order > Map takes for a full load. First `npm run build`, then `node test/bench/mapOrders.ts`: it prints
// and asserts nothing. The baseline is a copy of the same orders, as n8n makes it between any two nodes.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MapOrdersInput, MappedOrders } from '../../nodes/SapToProcore/lanes/purchaseOrder/map';
import type { CostCodeRow, RosterRow } from '../../nodes/SapToProcore/ledger/rows';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../support/orders.ts';

const require = createRequire(import.meta.url);
const rule = <T>(file: string) =>
	require(join(import.meta.dirname, '..', '..', 'dist', 'nodes', 'SapToProcore', file)) as T;
const { mapOrders } = rule<{ mapOrders(input: MapOrdersInput): MappedOrders }>('lanes/purchaseOrder/map');
const { costCodeMap } = rule<{ costCodeMap(rows: CostCodeRow[]): MapOrdersInput['costCodes'] }>('lookup/costCodes');
const { roster } = rule<{ roster(rows: RosterRow[]): MapOrdersInput['roster'] }>('lookup/roster');
const { valueMap } = rule<{ valueMap(rows: []): MapOrdersInput['values'] }>('lookup/values');

const projects = Array.from({ length: 15 }, (_, n) =>
	rosterRow({ id: String(n), project_id: String(2201 + n), sap_project: `P-${String(1001 + n)}` }),
);
const codes = Array.from({ length: 20_000 }, (_, n) =>
	costCodeRow({
		id: String(n),
		gl_account: String(600_000 + (n % 400)),
		wbs_element: `P-${String(1001 + (n % 15))}.${String(n)}*`,
	}),
);
const orders = Array.from({ length: 1500 }, (_, n) =>
	purchaseOrder({
		purchaseOrder: String(4_500_000_001 + n),
		items: [10, 20].map((item) =>
			orderItem({
				item: String(item),
				distribution: 'percent',
				assignments: ['33.3', '33.3', '33.4'].map((percent, index) =>
					assignment({
						number: String(index + 1),
						percent,
						glAccount: String(600_000 + (n % 400)),
						wbsElement: `P-${String(1001 + (n % 15))}.${String(n)}`,
					}),
				),
			}),
		),
	}),
);

/** The median of some runs, in milliseconds. */
function timed(work: () => unknown): number {
	const times = Array.from({ length: 7 }, () => {
		const started = performance.now();
		work();
		return performance.now() - started;
	});
	return times.sort((a, b) => a - b)[3] ?? 0;
}

const baseline = timed(() => structuredClone(orders));
const mapping = timed(() =>
	mapOrders({
		customer: 'acme',
		orders,
		roster: roster(projects),
		costCodes: costCodeMap(codes),
		values: valueMap([]),
		knownContracts: [],
		settings: {
			...{ system: 'S4P', releaseGate: 'released', contractStatus: 'Approved', lineMethod: 'amount' },
			...{ taxCodes: false, retainagePercent: '' },
			...{ currencyPolicy: 'hold', outsideProjects: 'ignore', projectCurrency: 'USD' },
		} as MapOrdersInput['settings'],
	}),
);
console.log(
	`1,500 orders, 9,000 account assignments, 20,000 rows in the cost code map: ${mapping.toFixed(0)} ms, ` +
		`${(mapping / baseline).toFixed(1)} times a copy of the orders (${baseline.toFixed(0)} ms)`,
);
