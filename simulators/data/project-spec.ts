import type { CompanyCode } from './supplier-spec.ts';

/** A construction project as both systems know it. */
export interface ProjectSpec {
	/** Procore's. */
	id: number;
	name: string;
	/** Procore's project number. */
	number: string;
	/** SAP's ID: Procore's number, unless the two are matched otherwise. */
	sapProject: string;
	companyCode: CompanyCode;
	currency: string;
	active: boolean;
}

type Special = Partial<Omit<ProjectSpec, 'id' | 'name' | 'number'>>;

const germany: Special = { companyCode: '1010', currency: 'EUR' };

const projects: readonly (readonly [string, Special?])[] = [
	['Riverside Medical Center Expansion'],
	['Lakeview Elementary School'],
	['Union Station Parking Structure'],
	['Foothills Water Treatment Plant'],
	['Parkside Apartments Phase II'],
	// Matched by the origin ID of the project in Procore.
	['Harborfront Office Tower', { sapProject: 'C-4711' }],
	['Northgate Distribution Center'],
	['Airport Concourse C Renovation'],
	['Logistikzentrum Mannheim', germany],
	['County Courthouse Annex'],
	['Summit Ridge Data Center'],
	// Matched by nothing but a cell that a person filled.
	['Mill District Mixed Use', { sapProject: 'U-2200' }],
	['Osaka Bay Logistics Hub', { companyCode: '2810', currency: 'JPY' }],
	['Shuwaikh Pumping Station', { companyCode: '2910', currency: 'KWD' }],
	['Werk Stuttgart Halle 7', germany],
	// Closed: what arrives for them is held.
	['Old Town Library Restoration', { active: false }],
	['Westfield Warehouse', { active: false }],
];

const usualActive = projects.filter(([, special]) => special?.active !== false).length;

/**
 * 15 active projects, ids from 2201 and numbers from P-1001 on, after them closed ones, and then what is missing of `active`.
 *
 * @param closed how many closed ones, 2 at most
 * @param active how many active ones, 15 at least
 */
export function projectSpecs(closed: number, active = usualActive): ProjectSpec[] {
	const further = Array.from({ length: active - usualActive }, (_, index): (typeof projects)[number] => [
		`Westridge Housing, Lot ${String(index + 1)}`,
	]);
	return [...projects.slice(0, usualActive + closed), ...further].map(([name, special], index) => {
		const number = `P-${String(1001 + index)}`;
		const usual = { sapProject: number, companyCode: '1710', currency: 'USD', active: true } as const;
		return { id: 2201 + index, name, number, ...usual, ...special };
	});
}

/** The cost centers of a site: company code, number of the project (with a 1 before it from 90 on, which is the head office), 01 to 03. */
export function siteCostCenters({ companyCode, id }: ProjectSpec): [string, string, string] {
	const number = id - 2200;
	const site = `${companyCode}${number < 90 ? String(number).padStart(2, '0') : String(1000 + number)}`;
	return [`${site}01`, `${site}02`, `${site}03`];
}

/** The cost center of a company's head office: no project. */
export const headOffice = (companyCode: CompanyCode) => `${companyCode}9001`;
