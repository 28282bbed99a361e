import { dayBefore } from './dates.ts';
import type { ProjectSpec } from './project-spec.ts';
import { headOffice, siteCostCenters } from './project-spec.ts';
import { randomFor, uuid } from './random.ts';
import type { SapProject, SapWbsElement } from './sap-project-types.ts';
import type { CompanyCode } from './supplier-spec.ts';

interface SapProjectSpec {
	project: string;
	description: string;
	companyCode: CompanyCode;
	currency: string;
	costCenter: string;
	closed: boolean;
	/** Gives internal IDs. */
	index: number;
}

/** A project that Procore does not have. Its ID begins with that of another one, which must not get its costs. */
export const unknownProject = 'P-10010';

const phases = ['Substructure', 'Superstructure', 'Envelope', 'Interior and building services'];
const sections = ['North', 'South', 'Site'];

/** Positions below a project, `1`, `1.1`, … `4.3`, and one element a level deeper: `1.1.1`. */
const positions = phases.flatMap((phase, index) => {
	const own = String(index + 1);
	const below = sections.map((section, at): [string, string] => [`${own}.${String(at + 1)}`, `${phase}, ${section}`]);
	return [[own, phase] satisfies [string, string], ...below];
});
positions.push(['1.1.1', 'Pile caps']);

/** The positions that orders are assigned to. */
export const orderPositions = positions.map(([position]) => position).filter((position) => /^\d\.\d$/.test(position));

/** The positions that costs are posted to, on every level. */
export const costPositions = positions.map(([position]) => position);

/** SAP's projects and their WBS elements, those of one that Procore does not know included. */
export function buildSapProjects(specs: readonly ProjectSpec[]): {
	projects: SapProject[];
	wbsElements: SapWbsElement[];
} {
	const known = specs.map((spec, index) => ({
		project: spec.sapProject,
		description: spec.name,
		companyCode: spec.companyCode,
		currency: spec.currency,
		costCenter: siteCostCenters(spec)[0],
		closed: !spec.active,
		index,
	}));
	const all: SapProjectSpec[] = [
		...known,
		{
			project: unknownProject,
			description: 'Fleet and equipment yard',
			companyCode: '1710',
			currency: 'USD',
			costCenter: headOffice('1710'),
			closed: false,
			index: Math.max(90, known.length),
		},
	];
	return { projects: all.map(buildProject), wbsElements: all.flatMap(buildElements) };
}

const common = ({ companyCode, costCenter, closed }: SapProjectSpec) => ({
	CompanyCode: companyCode,
	ControllingArea: 'A000',
	ResponsibleCostCenter: costCenter,
	ProcessingStatus: closed ? '42' : '10',
	CreationDateTime: `${dayBefore(700)}T08:00:00Z`,
	LastChangeDateTime: `${dayBefore(90)}T08:00:00Z`,
});

const uuidOf = (...name: string[]) => uuid(randomFor('sap project', ...name));

function buildProject(spec: SapProjectSpec): SapProject {
	return {
		...common(spec),
		ProjectUUID: uuidOf(spec.project),
		ProjectInternalID: String(5001 + spec.index),
		Project: spec.project,
		ProjectDescription: spec.description,
		EnterpriseProjectType: '01',
		ProjectProfileCode: 'YP03',
		ProjectCurrency: spec.currency,
		ProjectStartDate: dayBefore(700),
		ProjectEndDate: spec.closed ? dayBefore(100) : '2027-12-31',
		ProjectLastChangedDateTime: `${dayBefore(60)}T08:00:00Z`,
	};
}

function buildElements(spec: SapProjectSpec): SapWbsElement[] {
	const idOf = (position: string) => (position === '' ? spec.project : `${spec.project}.${position}`);
	const all: [string, string][] = [['', spec.description], ...positions];
	return all.map(([position, description], order) => ({
		...common(spec),
		ProjectElementUUID: uuidOf(spec.project, 'element', position),
		ProjectElement: idOf(position),
		WBSElementInternalID: String((spec.index + 1) * 100 + order),
		ProjectUUID: uuidOf(spec.project),
		ParentObjectUUID: position === '' ? null : uuidOf(spec.project, 'element', position.replace(/\.?\d$/, '')),
		ProjectElementDescription: description,
		ProjectElementOrdinalNumber: order + 1,
		WBSElementIsBillingElement: false,
		PlannedStartDate: dayBefore(700),
		PlannedEndDate: '2027-12-31',
	}));
}
