import { type CaseRecipe, caseRecipes } from './cases.ts';
import { baseDate } from './dates.ts';
import { nameSkeleton } from './names.ts';
import { freshName, supplierSpec } from './plain-suppliers.ts';
import { buildBillingPeriods } from './billing-periods.ts';
import { buildOrder } from './orders/build-order.ts';
import { decideOrders, type OrderSizes } from './orders/orders.ts';
import { buildRequisition } from './requisitions/build-requisition.ts';
import { linkedOrders, plainRequisitions, requisitionCases } from './requisitions/requisitions.ts';
import { buildCoding } from './coding.ts';
import { buildBudgetLines } from './budget-lines.ts';
import { buildContracts } from './contracts.ts';
import { buildCostCenters } from './costs/cost-centers.ts';
import { buildCosts } from './costs/costs.ts';
import { buildGlAccounts } from './costs/gl-accounts.ts';
import { buildInvoices } from './invoices/invoices.ts';
import { buildPlan } from './plan/plan.ts';
import { projectSpecs } from './project-spec.ts';
import { buildProjects } from './projects.ts';
import { buildSapProjects } from './sap-projects.ts';
import { buildTables } from './tables.ts';
import type { SupplierSpec } from './supplier-spec.ts';
import { buildSupplier } from './suppliers.ts';
import { tinyOf } from './tiny.ts';
import type { Dataset, DatasetCase, DatasetName } from './types.ts';
import { buildVendors, manualVendors, type VendorSeed } from './vendors.ts';

const system = 'S4P';

interface Size extends OrderSizes {
	suppliers: number;
	projects: number;
	closedProjects: number;
	requisitions: number;
	/** Costs on every cost account instead of ten a project. */
	isLarge: boolean;
	/** Rows of the cost code map at least. */
	mapRows: number;
}

/** Below that there is no place for the cases. */
const leastProjects = 15;

/** A large contractor, or a part of it. */
function largeSize(factor: number): Size {
	const part = (count: number) => Math.round(count * factor);
	return {
		suppliers: part(20_000),
		projects: Math.max(leastProjects, part(200)),
		closedProjects: 2,
		orders: part(60_000),
		assignments: part(480_000),
		equalStamps: 210,
		nullStamps: 20,
		requisitions: part(6_000),
		isLarge: true,
		mapRows: part(100_000),
	};
}

const sizes: Record<Exclude<DatasetName, 'tiny' | 'large'>, Size> = {
	tour: {
		projects: leastProjects,
		mapRows: 0,
		suppliers: 60,
		closedProjects: 2,
		orders: 120,
		assignments: 720,
		equalStamps: 6,
		nullStamps: 3,
		requisitions: 40,
		isLarge: false,
	},
	seed: {
		projects: leastProjects,
		mapRows: 0,
		suppliers: 500,
		closedProjects: 1,
		orders: 1500,
		assignments: 9000,
		equalStamps: 210,
		nullStamps: 20,
		requisitions: 200,
		isLarge: true,
	},
};

/**
 * What SAP and Procore hold at the start: `tour` is small enough to look at, `seed` large enough to measure, `tiny` a few
 * records of `tour` for tests.
 * The same on every machine and in every run; each call gives a copy of its own.
 *
 * @param factor how much of `large` there is, 0.05 to 1: everything but the cases grows with it. The others have one size
 */
export function generateDataset(name: DatasetName, factor = 1): Dataset {
	if (name === 'tiny') return tinyOf(generateDataset('tour'));
	const size = name === 'large' ? largeSize(factor) : sizes[name];
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
	const caseSuppliers = specs.length;
	const taken = new Set(recipes.flatMap(([, recipe]) => recipe.suppliers.map((row) => nameSkeleton(row.name))));
	for (const vendor of manualVendors) taken.add(nameSkeleton(vendor.name));
	while (specs.length < size.suppliers) {
		const { name: company, origin } = freshName(specs.length, taken, name === 'large' ? 2 : 1);
		// The first one is what the case supplierNotInProcore orders from: it must not have changed lately.
		const changed = specs.length === caseSuppliers ? { changedDaysAgo: 180 } : {};
		specs.push(supplierSpec(specs.length, company, { origin, ...changed }));
	}
	const projects = projectSpecs(size.closedProjects, size.projects);
	const sapProjects = buildSapProjects(projects);
	const internalIds = new Map(sapProjects.wbsElements.map((row) => [row.ProjectElement, row.WBSElementInternalID]));
	const internalId = (wbsElement: string) => internalIds.get(wbsElement) ?? '0';
	const [unknownSupplier, ...others] = specs.slice(caseSuppliers);
	const surroundings = {
		projects,
		suppliers: others.map(({ number, terms }) => ({ number, paymentTerms: terms['1710'] ?? terms['1010'] ?? '0001' })),
		cases: {
			project: (id: number) => find(projects, (project) => project.id === id),
			supplier: (caseName: string) => cases[caseName]?.supplier ?? '',
			unknownSupplier: unknownSupplier?.number ?? '',
			internalId,
		},
	};
	const asked = requisitionCases(surroundings);
	const decided = decideOrders(size, surroundings, asked.orders);
	const requisitions = [
		...plainRequisitions(decided.plain, size.requisitions - asked.requisitions.length),
		...asked.requisitions,
	];
	const orders = linkedOrders([...decided.plain, ...decided.odd], requisitions);
	const builtOrders = new Map(orders.map((order) => [order.number, buildOrder(order, internalId)]));
	const elements = new Map(sapProjects.wbsElements.map((row) => [row.WBSElementInternalID, row]));
	const ordinary = decided.plain.flatMap(({ number }) => builtOrders.get(number) ?? []);
	const invoiced = buildInvoices(ordinary, (wbsInternalId) => elements.get(wbsInternalId)?.ProjectElement ?? '');
	const projectIds = new Map(sapProjects.projects.map((row) => [row.ProjectUUID, row.ProjectInternalID]));
	const projectIdOf = (wbsInternalId: string) => projectIds.get(elements.get(wbsInternalId)?.ProjectUUID ?? '') ?? '0';
	const keysOf = (wbsElement: string) => {
		const wbsInternalId = internalIds.get(wbsElement);
		if (wbsInternalId === undefined) throw new RangeError(`there is no WBS element ${wbsElement}`);
		return { wbsInternalId, projectInternalId: projectIdOf(wbsInternalId) };
	};
	const costs = buildCosts(projects, size.isLarge, keysOf, ordinary, projectIdOf);
	const plan = buildPlan(projects, size.isLarge);
	return {
		name,
		system,
		baseDate,
		sap: {
			suppliers: specs.map(buildSupplier),
			orders: [...builtOrders.values()],
			requisitions: requisitions.map(buildRequisition),
			...sapProjects,
			glAccounts: buildGlAccounts(),
			costCenters: buildCostCenters(projects),
			postings: costs.postings,
			planItems: plan.items,
			invoices: invoiced.invoices,
		},
		procore: {
			company: { id: 4242, name: 'Westridge Builders' },
			projects: buildProjects(projects, system),
			vendors: buildVendors([...vendorSeeds, ...manualVendors]),
			...buildCoding(projects),
			contracts: buildContracts(decided.cases),
			billingPeriods: buildBillingPeriods(projects),
			budgetLines: buildBudgetLines(),
		},
		cases,
		orderCases: decided.cases,
		requisitionCases: asked.cases,
		costCases: costs.cases,
		planCases: plan.cases,
		invoiceCases: invoiced.cases,
		tables: buildTables(projects, size.mapRows),
	};
}

function find<T>(list: readonly T[], fits: (row: T) => boolean): T {
	const found = list.find(fits);
	if (found === undefined) throw new RangeError('the data set lacks something that a case needs');
	return found;
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
		`SAP: ${String(dataset.sap.suppliers.length)} suppliers, ${String(dataset.sap.orders.length)} purchase orders, ${String(dataset.sap.requisitions.length)} purchase requisitions, ${String(dataset.sap.postings.length)} postings, ${String(dataset.sap.planItems.length)} planned amounts, ${String(dataset.sap.invoices.length)} supplier invoices, ${String(dataset.sap.projects.length)} projects`,
		`Procore: company ${String(company.id)} ${company.name}, ${String(projects.length)} projects (${String(active)} active), ${String(vendors.length)} vendors`,
		`cases: ${Object.keys(dataset.cases).join(', ')}`,
		`order cases: ${Object.keys(dataset.orderCases).join(', ')}`,
		`cost cases: ${Object.keys(dataset.costCases).join(', ')}`,
		`plan cases: ${Object.keys(dataset.planCases).join(', ')}`,
		`invoice cases: ${Object.keys(dataset.invoiceCases).join(', ')}`,
		`requisition cases: ${Object.keys(dataset.requisitionCases).join(', ')}`,
	].join('\n');
}
