import { groupBy } from 'lodash';
import type { CostCenter, DesiredCostCode, GlAccount } from '../../../shared/model';
import { codeIn } from '../../lookup/costCodes';
import { closedReason } from '../../lookup/roster';
import type { CostCodeRow, RosterRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { belongsTo } from './belongs';
import { costCodeNames } from './names';
import { costCodeOriginId } from '../../../shared/originId';

export interface MapCostCodesInput {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	accounts: GlAccount[];
	costCenters: CostCenter[];
	/** Rows of the cost code map. */
	rows: CostCodeRow[];
	/** Rows of the roster. */
	projects: RosterRow[];
}

/**
 * The cost codes that each project should have: those of every row of the cost code map that is enabled, filled and can
 * decide for the project, with all their cost types, named by SAP's texts. Projects that take nothing have none.
 */
export function mapCostCodes(input: MapCostCodesInput): DesiredCostCode[] {
	const { system, projects } = input;
	const names = costCodeNames(input.accounts, input.costCenters);
	const deciding = input.rows.filter((row) => row.enabled && row.cost_code !== '');
	const open = projects.filter((row) => !closedReason(row));
	return open
		.sort((a, b) => compareSapKeys(a.project_id, b.project_id))
		.flatMap((project) => {
			const own = deciding.filter((row) => belongsTo(row, project, projects));
			return Object.entries(groupBy(own, 'cost_code'))
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([code, rows]): DesiredCostCode => {
					const { name, changedAt } = names.of(rows);
					return {
						originId: costCodeOriginId(system, project.project_id, code),
						projectId: project.project_id,
						code,
						name: name || code,
						costTypes: [...new Set(rows.map((row) => codeIn(row).costType))].filter(Boolean).sort(),
						source: { entity: 'cost_code', sapKey: code, sapChangedAt: changedAt },
						remarks: name === '' ? ['SAP has no text for it, so it is called by its code.'] : [],
					};
				});
		});
}
