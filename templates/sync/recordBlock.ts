import type { WorkflowBuilder } from '../builder.ts';
import { decide, merge, note, plan, setting } from '../nodes.ts';
import { appendRows, cellsOfItem, readRows, sameAsItem, upsertRows } from '../tables.ts';
import { ownRows } from './run.ts';

/**
 * Puts on record what became of every document, whichever way it left its lane. n8n works the outputs off from top to
 * bottom, so the watermarks move last.
 */
export function addRecordBlock(
	w: WorkflowBuilder,
	lanes: string[],
	allocations: string[],
	x: number,
	y: number,
): string {
	w.add(
		note(
			'record',
			[x - 60, y - 160],
			[1440, 1080],
			'### Record and advance\nTop to bottom: audit rows, allocations, known contracts, exceptions, and last the watermarks, so that nothing is lost if n8n stops in between.',
		),
	);
	w.add(merge('All outcomes', [x, y], lanes.length));
	lanes.forEach((lane, input) => {
		w.connect(lane, 'All outcomes', { input });
	});
	w.add(
		readRows(
			'Read exceptions',
			'sap_procore_exceptions',
			[x + 220, y + 160],
			[...ownRows, { column: 'status', is: 'neq', value: 'resolved' }],
		),
	);
	w.add(
		decide('Record outcomes', [x + 480, y], {
			resource: 'outcome',
			operation: 'record',
			run: plan,
			entity: 'all',
			options: { maximumAttempts: setting('maximumAttempts'), recordUnchanged: setting('recordUnchanged') },
		}),
	);
	w.add(appendRows('Write audit rows', 'sap_procore_audit', [x + 760, y]));
	w.add(appendRows('Write allocations', 'sap_procore_allocations', [x + 760, y + 160]));
	w.add(appendRows('Note contracts', 'sap_procore_contracts', [x + 760, y + 320]));
	w.add(
		upsertRows(
			'Update exceptions',
			'sap_procore_exceptions',
			[x + 760, y + 480],
			sameAsItem('customer', 'entity', 'sap_key', 'project_id'),
		),
	);
	w.add(
		upsertRows(
			'Move watermark',
			'sap_procore_state',
			[x + 760, y + 640],
			sameAsItem('customer', 'entity'),
			cellsOfItem('customer', 'entity', 'watermark', 'cursor', 'window_from', 'window_to', 'budgets_sent', 'run_id'),
		),
	);
	w.add(
		decide('Close batch', [x + 1040, y + 640], {
			resource: 'run',
			operation: 'closeBatch',
			run: plan,
		}),
	);

	w.connect('All outcomes', 'Record outcomes');
	w.connect('All outcomes', 'Read exceptions');
	w.connect('Read exceptions', 'Record outcomes', { input: 1 });
	w.add(merge('All allocations', [x + 220, y + 320], allocations.length));
	allocations.forEach((from, input) => {
		w.connect(from, 'All allocations', { output: 2, input });
	});
	w.connect('All allocations', 'Record outcomes', { input: 2 });
	w.connect('Read known contracts', 'Record outcomes', { input: 3 });
	['Write audit rows', 'Write allocations', 'Note contracts', 'Update exceptions', 'Move watermark'].forEach(
		(to, output) => {
			w.connect('Record outcomes', to, { output });
		},
	);
	w.connect('Record outcomes', 'Close batch', { output: 4 });
	return 'Close batch';
}
