import { siteCostCenters } from '../project-spec.ts';
import { unknownProject } from '../sap-projects.ts';
import { account, center, item, on, type OrderRecipe } from './case-world.ts';

/** G/L accounts that only cases use. */
export const oddAccounts = {
	/** Has two rows in the cost code map that say different things. */
	ambiguous: '69000100',
	/** Has no row. */
	unmapped: '69000900',
	/** Is mapped by the row `6203*` only. */
	byPrefix: '62039900',
};

/** Which project and which cost code an order belongs to. */
export const mappingRecipes: Record<string, OrderRecipe> = {
	wbsByPrefix: {
		note: 'The WBS element belongs to a project that is matched by sap_wbs_prefix only.',
		order: ({ project }) => ({ items: [item('1450.00', [on(project(2212), '1.1.1')])] }),
	},
	projectByOriginId: {
		note: 'The project is matched by the origin ID that it has in Procore.',
		order: ({ project }) => ({ items: [item('990.00', [on(project(2206), '1.1')])] }),
	},
	unmappedWbs: {
		note: 'A WBS element of P-10010, which no project of Procore is; P-1001 must not take it.',
		order: () => ({ items: [item('777.00', [{ glAccount: account(), wbsElement: `${unknownProject}.1.1` }])] }),
	},
	internalWbsId: {
		note: 'SAP names the WBS element by its internal ID only.',
		order: ({ project, internalId }) => {
			const wbsInternalId = internalId(`${project(2204).sapProject}.2.1`);
			return { items: [item('218.00', [{ glAccount: account(), wbsInternalId }])] };
		},
	},
	internalOrder: {
		note: 'Assigned to an internal order, which the roster names at project 2203.',
		order: () => ({ items: [item('365.00', [{ glAccount: account(), order: '800123' }])] }),
	},
	inactiveProject: {
		note: 'The project is closed in Procore.',
		order: ({ project }) => ({ items: [item('58.00', [on(project(2216), '1.1')])] }),
	},
	unmappedCostCode: {
		note: 'No row of the cost code map fits the G/L account.',
		order: ({ project }) => ({
			items: [item('83.50', [on(project(2205), '1.1', { glAccount: oddAccounts.unmapped })])],
		}),
	},
	ambiguousMap: {
		note: 'Two rows of the cost code map fit equally well and say different things.',
		order: ({ project }) => ({
			items: [item('62.10', [on(project(2205), '1.2', { glAccount: oddAccounts.ambiguous })])],
		}),
	},
	partlyHeld: {
		note: 'Two projects: the line in the second one has no cost code, the first one can go on.',
		order: ({ project }) => ({
			items: [
				item('500.00', [on(project(2205), '1.3')]),
				item('70.00', [on(project(2202), '4.3', { glAccount: oddAccounts.unmapped })]),
			],
		}),
	},
	prefixRow: {
		note: 'The cost code comes from a row with the prefix 6203*.',
		order: ({ project }) => ({
			items: [item('155.00', [on(project(2205), '2.1', { glAccount: oddAccounts.byPrefix })])],
		}),
	},
	wbsRowWins: {
		note: 'A row for the WBS elements P-1003.4* goes before the one for the G/L account.',
		order: ({ project }) => ({ items: [item('246.00', [on(project(2203), '4.1')])] }),
	},
	costCenterRowWins: {
		note: 'A row for the cost center goes before the one for the G/L account.',
		order: ({ project }) => ({ items: [item('199.00', [center(siteCostCenters(project(2202))[2])])] }),
	},
};
