import { dayAfter, dayBefore } from '../dates.ts';
import { headOffice, type ProjectSpec, siteCostCenters } from '../project-spec.ts';
import type { SapCostCenter } from '../sap-cost-types.ts';
import { type CompanyCode, companyCodes } from '../supplier-spec.ts';

const endOfTime = '9999-12-31';

/** When the first site got another cost center manager: its cost center has two time slices. */
const cut = '2026-01-01';

interface CenterSpec {
	costCenter: string;
	companyCode: CompanyCode;
	name: string;
	from?: string;
	to?: string;
}

/** Three cost centers a site and one for each head office; the first one of the first site has two time slices. */
export function buildCostCenters(projects: readonly ProjectSpec[]): SapCostCenter[] {
	const sites = projects.flatMap((project) =>
		siteCostCenters(project).map(
			(costCenter, index): CenterSpec => ({
				costCenter,
				companyCode: project.companyCode,
				name: `${['Site', 'Plant', 'Office'][index] ?? ''} ${project.number}`,
			}),
		),
	);
	const offices = (Object.keys(companyCodes) as CompanyCode[]).map(
		(companyCode): CenterSpec => ({ costCenter: headOffice(companyCode), companyCode, name: 'Head office' }),
	);
	const [first, ...others] = [...sites, ...offices];
	if (!first) throw new RangeError('no cost centers');
	const slices = [
		{ ...first, name: 'Old site P-1001', to: dayAfter(cut, -1) },
		{ ...first, from: cut },
	];
	return [...slices, ...others].map(buildCostCenter);
}

function buildCostCenter({ costCenter, companyCode, name, from, to }: CenterSpec): SapCostCenter {
	return {
		ControllingArea: 'A000',
		CostCenter: costCenter,
		ValidityStartDate: from ?? '2020-01-01',
		ValidityEndDate: to ?? endOfTime,
		CompanyCode: companyCode,
		CostCenterCategory: 'F',
		CostCenterCurrency: companyCodes[companyCode].currency,
		CostCtrResponsiblePersonName: 'A. Foreman',
		IsBlkdForPrimaryCostsPosting: '',
		Language: 'EN',
		CostCenterCreationDate: dayBefore(1500),
		texts: [{ Language: 'EN', CostCenterName: name.slice(0, 20), CostCenterDescription: `${name}, cost center` }],
	};
}
