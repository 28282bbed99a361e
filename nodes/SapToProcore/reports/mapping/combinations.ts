import type { ProjectCost, PurchaseOrder } from '../../../shared/model';
import { orderLines } from '../../lanes/purchaseOrder/lines';
import { combinationOf, type AccountKeys } from '../../lookup/costCodes';
import { withoutZeros } from '../../lookup/keys';
import type { Roster } from '../../lookup/roster';
import type { RecordedUnmapped } from '../exceptions/unmapped';
import type { Combination } from '../../mapping/suggest';

/** What SAP calls G/L accounts, cost centers (both without leading zeros) and WBS elements. */
export interface SapTexts {
	glAccounts: ReadonlyMap<string, string>;
	costCenters: ReadonlyMap<string, string>;
	wbsElements: ReadonlyMap<string, string>;
	/** By account assignment texts of order items that were read with an earlier opening of the page. */
	lines: ReadonlyMap<string, readonly string[]>;
}

/** What SAP calls the parts of an account assignment, or of a row that names some of them; `""` = not known. */
export const partTexts = ({ glAccount, costCenter, wbsElement }: AccountKeys, texts: SapTexts) => ({
	glAccount: texts.glAccounts.get(withoutZeros(glAccount)) ?? '',
	costCenter: texts.costCenters.get(withoutZeros(costCenter)) ?? '',
	wbsElement: texts.wbsElements.get(wbsElement) ?? '',
});

interface CombinationsInput {
	recorded: readonly RecordedUnmapped[];
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
	projects: Roster;
	texts: SapTexts;
}

/** Texts of order items that say what waits; more say nothing new. */
const mostLines = 5;

/** Account assignments with their project and their texts, in the order given. */
export function combinationsOf<Keys extends AccountKeys>(
	all: readonly Keys[],
	{ orders, costs, recorded, projects, texts }: CombinationsInput,
): Array<Keys & Combination> {
	const found = new Map(
		all.map((keys) => {
			const key = combinationOf(keys);
			return [key, { projectId: '', lines: new Set(texts.lines.get(key)) }];
		}),
	);
	for (const { keys, text } of recorded) {
		const one = found.get(combinationOf(keys));
		if (one && text !== '' && one.lines.size < mostLines) one.lines.add(text);
	}
	for (const order of orders)
		for (const { assignment, item, project } of orderLines(order, projects)) {
			const one = found.get(combinationOf({ ...assignment, companyCode: order.companyCode }));
			if (!one || project.kind !== 'project') continue;
			one.projectId ||= project.row.project_id;
			if (item.text !== '' && one.lines.size < mostLines) one.lines.add(item.text);
		}
	for (const cost of costs) {
		const one = found.get(combinationOf(cost));
		const project = one && one.projectId === '' ? projects.find(cost) : undefined;
		if (one && project?.kind === 'project') one.projectId = project.row.project_id;
	}
	return all.map((keys) => {
		const one = found.get(combinationOf(keys));
		const project = projects.find({ ...keys, order: '' });
		return {
			...keys,
			projectId: one?.projectId || (project.kind === 'project' ? project.row.project_id : ''),
			texts: { ...partTexts(keys, texts), lines: [...(one?.lines ?? [])] },
		};
	});
}
