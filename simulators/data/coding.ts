import type { BaseType, ProcoreSeed } from '../procore/types.ts';
import { costCodes, type CostType, costTypes } from './cost-codes.ts';
import type { ProjectSpec } from './project-spec.ts';

const baseTypes: Record<CostType, BaseType> = {
	L: 'labor',
	E: 'equipment',
	M: 'materials',
	S: 'commitment',
	O: 'other',
};

/** Units of measure of the Procore company. */
const uoms = ['ea', 'ls', 'hr', 'days', 'ton', 'kg', 'm', 'm2', 'm3', 'l', 'lf', 'sf', 'cy', 'gal', 'box'];

/** Cost types of the Procore company; cost codes, and each of them with each type as WBS code, in every project. */
export function buildCoding(projects: readonly ProjectSpec[]): ProcoreSeed {
	return {
		costTypes: costTypes.map(({ code, name }, index) => ({ id: 71 + index, code, name, base_type: baseTypes[code] })),
		costCodes: projects.flatMap(({ id }, at) =>
			costCodes.map(({ code, name }, index) => ({ id: 50001 + at * 100 + index, project_id: id, code, name })),
		),
		wbsCodes: projects.flatMap(({ id }, at) =>
			costCodes.flatMap(({ code, name }, index) =>
				costTypes.map((type, of) => ({
					id: 600001 + at * 1000 + index * 10 + of,
					project_id: id,
					cost_code: code,
					cost_type: type.code,
					description: `${name}, ${type.name}`,
				})),
			),
		),
		uoms,
	};
}
