import { rowAt, watchedSettings, WorkflowBuilder } from '../builder.ts';
import { about } from './about.ts';
import { addEnd } from './end.ts';
import { lanes } from './lanes.ts';
import { addLane } from './lane.ts';
import { addStart } from './start.ts';

/** Where the two columns of lanes begin; on the grid of 16 pixels that an import puts nodes on. */
const columns = [800, 2272] as const;

/** The template `sap-procore-sync.json`: where it starts, and two columns of lanes, read from top to bottom. */
export function syncTemplate(): object {
	const w = new WorkflowBuilder();
	let last = addStart(w, rowAt(0, 240), about);
	for (const lane of lanes) last = addLane(w, last, lane, rowAt(lane.y, columns[lane.column]));
	addEnd(w, last, rowAt(1296, columns[1]));
	return w.build({
		id: 'sapProcoreSync01',
		name: 'Keep Procore in step with SAP S/4HANA',
		description:
			'Suppliers of SAP S/4HANA become vendors in Procore, purchase orders become purchase order contracts, posted costs become direct costs: what changed is fetched, mapped, written in bulk, and every outcome is recorded.',
		settings: watchedSettings,
	});
}
