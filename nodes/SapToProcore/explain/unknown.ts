import { entityLabel, entityTable, type Entity } from '../../shared/entities';
import type { ExplainInput } from './input';
import type { Search } from './search';
import { sapSide } from './sap';
import { momentText } from './words';

/** Lanes whose documents have numbers that people search for. */
const searched: readonly Entity[] = ['supplier', 'purchase_order', 'requisition', 'supplier_invoice'];

/** What to look at when nothing is known of a word: only what the tables and SAP have said. */
export function checksOf(input: ExplainInput, { shown, problem }: Search): string[] {
	if (problem !== '') return [forms];
	const { facts, sap } = input;
	return [
		`Check how it is written: "${shown}". ${forms}`,
		...laneChecks(input),
		...(facts.whole.has('projects') ? ['If it is a WBS element: no row of sap_procore_projects fits it.'] : []),
		sap ? sapSide(sap, undefined).what : 'SAP was not asked whether it has it.',
		'Outcomes that are older than the retention in Finish have been deleted.',
	];
}

const forms =
	'Search for the number of a supplier, an order or a requisition as SAP shows it, for a supplier invoice as fiscal year/number, for a project number, a cost code or a WBS element.';

function laneChecks({ facts, lastRun }: ExplainInput): string[] {
	const lanes = facts.state.filter(({ entity }) => searched.some((each) => each === entity));
	if (lanes.every(({ run_id }) => run_id === ''))
		return ['No run of the sync is on record: nothing has been read yet.'];
	return searched.flatMap((entity) => {
		if (lastRun && !lastRun.lanes.includes(entity))
			return [
				`${entityLabel(entity)} were not among the lanes of the last run: no ${entityTable[entity].noun} is read.`,
			];
		const lane = lanes.find((each) => each.entity === entity);
		if (!lane) return [];
		if (lane.window_to !== '')
			return [
				`${entityLabel(entity)} are being read in part, up to the key ${lane.cursor || 'none yet'}: the next run reads on.`,
			];
		if (lane.watermark === '') return [];
		return [
			`${entityLabel(entity)} have been read up to ${momentText(lane.watermark)}: what changed later comes with the next run.`,
		];
	});
}
