import type { WorkflowBuilder } from '../builder.ts';
import {
	branch,
	decide,
	laned,
	merge,
	note,
	plan,
	planned,
	procore,
	rawItem,
	sap,
	setting,
	windowFilters,
} from '../nodes.ts';

const on = { type: 'boolean', operation: 'true', singleValue: true } as const;

/**
 * Purchase requisitions become Procore requisitions. Those that an order of this batch was made of come along, whether
 * they changed or not, because the order may be what they waited for; and
 * the orders that were made of them are fetched, by number and by requisition: SAP's requisition names only the last one.
 */
export function addRequisitionLane(w: WorkflowBuilder, after: string, y: number): string {
	w.add(
		note(
			'requisitions',
			[-20, y - 160],
			[2300, 920],
			"### Requisition lane\nWhat of a purchase requisition has been ordered goes on the lines of the order's contract, by the requisition's own account assignments. Always a draft, unless `requisitions` and `submitRequisitions` say otherwise.",
		),
	);
	w.add(
		decide(
			'List requisitions of orders',
			[40, y],
			{ resource: 'purchaseOrder', operation: 'listRequisitions' },
			{ onError: 'continueRegularOutput', alwaysOutputData: true },
		),
	);
	// Runs in any case, also where no order is to be read, or none could be.
	w.add(merge('With or without orders', [160, y + 160], 2));
	w.add(
		rawItem(
			'Requisition keys',
			[300, y],
			"{ keys: $('Run').first().json.plan.lanes.includes('requisition') && !$('Run').first().json.plan.waits.includes('requisition') && $('Run').first().json.settings.requisitions !== 'off' ? [...$('Run').first().json.plan.replay.requisition, ...$input.all().flatMap((item) => item.json.requisitionKeys ?? [])] : [] }",
			{ executeOnce: true },
		),
	);
	w.add(
		branch('Requisitions to read?', [520, y], {
			left: "={{ ($('Run').first().json.plan.readWindow.requisition && $('Run').first().json.plan.reads.requisition) || $json.keys.length > 0 }}",
			...on,
		}),
	);
	w.add(
		sap(
			'Fetch requisitions',
			[760, y],
			{
				resource: 'purchaseRequisition',
				operation: 'getAll',
				returnAll: planned('batchSize === 0'),
				limit: planned('batchSize || 1'),
				filters: {
					afterRequisition: planned('afterKey.requisition'),
					...windowFilters('requisition', 'requisitionKeys', 'alsoRequisitionKeys', '={{ $json.keys }}'),
				},
				options: {},
			},
			{ ...laned, executeOnce: true },
		),
	);
	w.add(
		decide(
			'Find needed orders',
			[1000, y],
			{ resource: 'requisition', operation: 'listNeededOrders' },
			{ onError: 'continueRegularOutput', alwaysOutputData: true },
		),
	);
	w.add(branch('Orders needed?', [1000, y + 160], { left: '={{ ($json.requisitionKeys ?? []).length > 0 }}', ...on }));
	w.add(
		sap(
			'Fetch needed orders',
			[1000, y + 320],
			{
				resource: 'purchaseOrder',
				operation: 'getAll',
				returnAll: true,
				filters: { alsoOrderKeys: '={{ $json.orderKeys }}', requisitionKeys: '={{ $json.requisitionKeys }}' },
				options: {},
			},
			{ ...laned, executeOnce: true },
		),
	);
	w.add(merge('Orders now', [1240, y + 160], 3));
	w.add(merge('Contracts now', [1240, y + 480], 2));
	w.add(
		decide(
			'Map requisitions',
			[1460, y],
			{
				resource: 'requisition',
				operation: 'map',
				run: plan,
				requisitions: setting('requisitions'),
				billingDate: setting('billingDate'),
			},
			laned,
		),
	);
	w.add(
		procore(
			'Upsert requisitions',
			[1720, y],
			{
				resource: 'requisition',
				operation: 'upsertMany',
				dryRun: planned('dryRun'),
				options: {
					createBillingPeriod: setting('createBillingPeriod'),
					maximumWait: setting('maximumWaitSeconds'),
					submit: setting('submitRequisitions'),
				},
			},
			laned,
		),
	);
	w.add(merge('Collect requisitions', [1980, y], 6));

	w.connect('Fetch orders', 'List requisitions of orders', { output: 0 });
	w.connect(after, 'Contracts now', { input: 1 });
	w.connect('Read known contracts', 'Contracts now');
	w.connect('List requisitions of orders', 'With or without orders');
	w.connect('SAP answered?', 'With or without orders', { input: 1 });
	w.chain('With or without orders', 'Requisition keys', 'Requisitions to read?', 'Fetch requisitions');
	w.connect('Fetch requisitions', 'Find needed orders');
	w.connect('Fetch requisitions', 'Map requisitions');
	w.connect('Fetch requisitions', 'Collect requisitions', { output: 1, input: 4 });
	w.connect('Find needed orders', 'Orders needed?');
	w.connect('Find needed orders', 'Orders now', { input: 2 });
	w.connect('Orders needed?', 'Fetch needed orders');
	w.connect('Fetch needed orders', 'Orders now', { input: 1 });
	w.connect('Fetch needed orders', 'Collect requisitions', { output: 1, input: 5 });
	w.connect('Match projects', 'Map requisitions', { output: 2, input: 2 });
	w.connect('Read cost codes', 'Map requisitions', { input: 3 });
	w.connect('Orders now', 'Map requisitions', { input: 1 });
	w.connect('Contracts now', 'Map requisitions', { input: 4 });
	w.connect('Fetch orders', 'Orders now');
	w.connect('Fetch orders', 'Find needed orders', { input: 1 });
	w.connect('Map requisitions', 'Upsert requisitions');
	w.connect('Map requisitions', 'Collect requisitions', { output: 1, input: 2 });
	w.connect('Map requisitions', 'Collect requisitions', { output: 3, input: 3 });
	w.connect('Upsert requisitions', 'Collect requisitions');
	w.connect('Upsert requisitions', 'Collect requisitions', { output: 1, input: 1 });
	return 'Collect requisitions';
}
