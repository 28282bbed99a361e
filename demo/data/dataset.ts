import { type CaseRecipe, caseRecipes } from './cases.ts';
import { baseDate } from './dates.ts';
import { nameSkeleton } from './names.ts';
import { freshName, supplierSpec } from './plain-suppliers.ts';
import { buildProjects } from './projects.ts';
import type { SupplierSpec } from './supplier-spec.ts';
import { buildSupplier } from './suppliers.ts';
import type { Dataset, DatasetCase, DatasetName } from './types.ts';
import { buildVendors, manualVendors, type VendorSeed } from './vendors.ts';

const sizes: Record<DatasetName, { suppliers: number; closedProjects: boolean }> = {
	tour: { suppliers: 60, closedProjects: true },
	seed: { suppliers: 500, closedProjects: false },
};

/**
 * What SAP and Procore hold at the start: `tour` is small enough to look at, `seed` large enough to measure.
 * The same on every machine and in every run; each call gives a copy of its own.
 */
export function generateDataset(name: DatasetName): Dataset {
	const size = sizes[name];
	const recipes = Object.entries(caseRecipes);
	const vendorSeeds: VendorSeed[] = [];
	const cases: Record<string, DatasetCase> = {};
	const specs: SupplierSpec[] = [];
	for (const [caseName, recipe] of recipes) {
		const own = recipe.suppliers.map((row, offset) => supplierSpec(specs.length + offset, row.name, row.spec));
		const vendors = (recipe.vendors ?? []).map((seed) => vendorSeeds.push(seed) + 9000);
		specs.push(...own);
		cases[caseName] = caseOf(recipe, own, vendors);
	}
	const taken = new Set(recipes.flatMap(([, recipe]) => recipe.suppliers.map((row) => nameSkeleton(row.name))));
	for (const vendor of manualVendors) taken.add(nameSkeleton(vendor.name));
	while (specs.length < size.suppliers) {
		const { name: company, origin } = freshName(specs.length, taken);
		specs.push(supplierSpec(specs.length, company, { origin }));
	}
	return {
		name,
		system: 'S4P',
		baseDate,
		sap: { suppliers: specs.map(buildSupplier) },
		procore: {
			company: { id: 4242, name: 'Westridge Builders' },
			projects: buildProjects(size.closedProjects),
			vendors: buildVendors([...vendorSeeds, ...manualVendors]),
		},
		cases,
	};
}

function caseOf(recipe: CaseRecipe, specs: readonly SupplierSpec[], vendors: number[]): DatasetCase {
	const [first, ...others] = specs.map((spec) => spec.number);
	return { supplier: first ?? '', others, vendors, note: recipe.note };
}

/** What a data set holds, in one line a kind; for the console and for logs. */
export function datasetSummary(dataset: Dataset): string {
	const { projects, vendors, company } = dataset.procore;
	const active = projects.filter((project) => project.active).length;
	return [
		`data set "${dataset.name}", SAP system ${dataset.system}, as of ${dataset.baseDate}`,
		`SAP: ${String(dataset.sap.suppliers.length)} suppliers`,
		`Procore: company ${String(company.id)} ${company.name}, ${String(projects.length)} projects (${String(active)} active), ${String(vendors.length)} vendors`,
		`cases: ${Object.keys(dataset.cases).join(', ')}`,
	].join('\n');
}
