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
	read,
	sap,
	setting,
	windowFilters,
} from '../nodes.ts';
import { appendRows, readRows } from '../tables.ts';
import { ownRows } from './run.ts';

/** Orders are fetched first: a supplier that an order needs joins the vendor lane, although it did not change itself. */
export function addVendorLane(w: WorkflowBuilder, after: string, y: number): string {
	w.add(
		note(
			'vendors',
			[-20, y - 160],
			[1900, 760],
			"### Vendor lane\nFetch what changed, what is due again, and the suppliers that orders need. Decide: a person's decision, then our origin ID, then exactly the same name, else a new vendor. What cannot be decided goes on as an exception.",
		),
	);
	w.add(
		branch('Orders to read?', [40, y], {
			left: planned('reads.purchase_order'),
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.add(
		sap(
			'Fetch orders',
			[280, y],
			{
				resource: 'purchaseOrder',
				operation: 'getAll',
				returnAll: planned('batchSize === 0'),
				limit: planned('batchSize || 1'),
				filters: {
					afterOrder: planned('afterKey.purchase_order'),
					...windowFilters('purchase_order', 'orderKeys', 'alsoOrderKeys', planned('replay.purchase_order')),
				},
				options: {},
			},
			{ ...laned, executeOnce: true },
		),
	);
	w.add(
		procore(
			'Read vendors',
			[40, y + 160],
			{ resource: 'vendor', operation: 'getAll', returnAll: true, filters: { status: 'All' }, simplify: false },
			read,
		),
	);
	w.add(readRows('Read decisions', 'sap_procore_vendors', [280, y + 320], ownRows));
	w.add(readRows('Read values', 'sap_procore_values', [280, y + 480], ownRows));
	w.add(
		decide(
			'Find needed suppliers',
			[520, y],
			{ resource: 'purchaseOrder', operation: 'listNeededSuppliers', run: plan, releaseGate: setting('releaseGate') },
			{ onError: 'continueRegularOutput', alwaysOutputData: true },
		),
	);
	w.add(
		rawItem(
			'Supplier keys',
			[760, y],
			"{ keys: [...$('Run').first().json.plan.replay.supplier, ...($json.supplierKeys ?? [])] }",
			{ executeOnce: true },
		),
	);
	w.add(
		branch('Suppliers to read?', [980, y], {
			left: "={{ $('Run').first().json.plan.readWindow.supplier || $json.keys.length > 0 }}",
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.add(
		sap(
			'Fetch suppliers',
			[1200, y],
			{
				resource: 'supplier',
				operation: 'getAll',
				returnAll: true,
				filters: windowFilters('supplier', 'supplierKeys', 'alsoSupplierKeys', '={{ $json.keys }}'),
				options: {},
			},
			{ ...laned, executeOnce: true },
		),
	);
	w.add(
		decide(
			'Match suppliers',
			[1460, y],
			{
				resource: 'vendor',
				operation: 'match',
				run: plan,
				nearDuplicates: setting('nearDuplicates'),
				blockedSuppliers: setting('blockedSuppliers'),
				options: { deactivateBlocked: setting('deactivateBlocked') },
			},
			laned,
		),
	);
	w.add(
		procore(
			'Upsert vendors',
			[1720, y],
			{
				resource: 'vendor',
				operation: 'upsertMany',
				dryRun: planned('dryRun'),
				options: { maximumWait: setting('maximumWaitSeconds') },
			},
			laned,
		),
	);
	w.add(appendRows('Add decisions to fill', 'sap_procore_vendors', [1720, y + 320]));
	w.add(merge('Collect vendors', [1980, y], 5));

	w.connect(after, 'Orders to read?');
	w.connect('Orders to read?', 'Fetch orders');
	w.connect(after, 'Read vendors');
	w.connect('Fetch orders', 'Find needed suppliers');
	w.connect('Read vendors', 'Find needed suppliers', { input: 1 });
	w.connect('Read vendors', 'Read decisions');
	w.connect('Read vendors', 'Read values');
	w.chain('Find needed suppliers', 'Supplier keys', 'Suppliers to read?', 'Fetch suppliers');
	w.connect('Fetch suppliers', 'Match suppliers');
	w.connect('Fetch suppliers', 'Collect vendors', { output: 1, input: 4 });
	w.connect('Read vendors', 'Match suppliers', { input: 1 });
	w.connect('Read decisions', 'Match suppliers', { input: 2 });
	w.connect('Read values', 'Match suppliers', { input: 3 });
	w.connect('Match suppliers', 'Upsert vendors');
	w.connect('Match suppliers', 'Collect vendors', { output: 1, input: 2 });
	w.connect('Match suppliers', 'Add decisions to fill', { output: 2 });
	w.connect('Match suppliers', 'Collect vendors', { output: 3, input: 3 });
	w.connect('Upsert vendors', 'Collect vendors', { input: 0 });
	w.connect('Upsert vendors', 'Collect vendors', { output: 1, input: 1 });
	return 'Collect vendors';
}
