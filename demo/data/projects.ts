import type { SimProject } from '../simulators/procore/types.ts';

const names = [
	'Riverside Medical Center Expansion',
	'Lakeview Elementary School',
	'Union Station Parking Structure',
	'Foothills Water Treatment Plant',
	'Parkside Apartments Phase II',
	'Harborfront Office Tower',
	'Northgate Distribution Center',
	'Airport Concourse C Renovation',
	'Logistikzentrum Mannheim',
	'County Courthouse Annex',
	'Summit Ridge Data Center',
	'Mill District Mixed Use',
	'Valley Transit Maintenance Facility',
	'University Science Building',
	'Werk Stuttgart Halle 7',
] as const;

/** Closed projects: what arrives for them is held. */
const closedNames = ['Old Town Library Restoration', 'Westfield Warehouse'] as const;

/**
 * Procore's projects, ids from 2201 on, none with an origin ID yet.
 *
 * @param closed whether to add two inactive projects to the 15 active ones
 */
export function buildProjects(closed: boolean): SimProject[] {
	const active = names.map((name) => ({ name, active: true }));
	const inactive = closed ? closedNames.map((name) => ({ name, active: false })) : [];
	return [...active, ...inactive].map((project, index) => ({
		...project,
		id: 2201 + index,
		project_number: `P-${String(1001 + index)}`,
	}));
}
