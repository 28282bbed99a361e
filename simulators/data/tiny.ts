import type { Dataset } from './types.ts';

/** Four projects that are going on, one of them with a contract of another integration, and one that is closed. */
const projectIds = [2201, 2202, 2204, 2205, 2216];
const orderCases = [
	...['percentSplit', 'threeProjects', 'pricePer100', 'returnsItem', 'foreignContract', 'inactiveProject'],
] as const;
const requisitionCases = ['partOrders', 'twoItemsOneLine', 'belowOrder'];
const supplierCases = ['exactNameNoOrigin', 'ambiguousName', 'foreignOrigin'];
const costCases = ['existingBudgetLine', 'closedProject'];
/** Ordinary costs of each project. */
const costsOfProject = 3;

const pick = <T>(cases: Record<string, T>, names: readonly string[]): Record<string, T> =>
	Object.fromEntries(Object.entries(cases).filter(([name]) => names.includes(name)));

/**
 * What is left of a data set that a test can go through hundreds of times: a few records with what they name, numbered as
 * they were.
 */
export function tinyOf(whole: Dataset): Dataset {
	const { sap, procore, tables } = whole;
	const projects = procore.projects.filter(({ id }) => projectIds.includes(id));
	const numbers = new Set(projects.map((project) => project.project_number));
	const sapProjects = sap.projects.filter(({ Project }) => numbers.has(Project));
	const uuids = new Set(sapProjects.map(({ ProjectUUID }) => ProjectUUID));
	const wbsElements = sap.wbsElements.filter(({ ProjectUUID }) => uuids.has(ProjectUUID));
	const internalIds = new Set(wbsElements.map((row) => row.WBSElementInternalID));

	const chosen = {
		cases: pick(whole.cases, supplierCases),
		orderCases: pick(whole.orderCases, orderCases),
		requisitionCases: pick(whole.requisitionCases, requisitionCases),
		costCases: pick(whole.costCases, costCases),
		planCases: {},
		invoiceCases: {},
	};
	const asked = Object.values(chosen.requisitionCases);
	const orderNumbers = new Set([
		...Object.values(chosen.orderCases).map(({ order }) => order),
		...asked.flatMap(({ orders }) => orders),
	]);
	const orders = sap.orders.filter(({ header }) => orderNumbers.has(header.PurchaseOrder));
	const requisitionNumbers = new Set(asked.map(({ requisition }) => requisition));
	const requisitions = sap.requisitions.filter(({ header }) => requisitionNumbers.has(header.PurchaseRequisition));
	const postings = costsOf(
		sap.postings,
		internalIds,
		new Set(Object.values(chosen.costCases).flatMap((each) => each.documents)),
	);

	const supplierNumbers = new Set([
		...orders.map(({ header }) => header.Supplier),
		...Object.values(chosen.cases).map(({ supplier }) => supplier),
	]);
	const accounts = new Set([
		...[...orders, ...requisitions].flatMap(({ items }) =>
			items.flatMap(({ assignments }) => assignments.map(({ GLAccount }) => GLAccount)),
		),
		...postings.map(({ GLAccount }) => GLAccount),
	]);
	const costCodes = tables.sap_procore_cost_codes.filter(({ gl_account }) => accounts.has(String(gl_account)));
	const isHere = ({ project_id }: { project_id: number }) => projectIds.includes(project_id);
	const contracts = (procore.contracts ?? []).filter(isHere);
	const codes = new Set([
		...costCodes.map(({ cost_code }) => cost_code),
		...contracts.flatMap(({ lines = [] }) => lines.map(({ cost_code }) => cost_code)),
	]);
	const vendorIds = new Set([...Object.values(chosen.cases).flatMap(({ vendors }) => vendors), 9010]);
	const sites = new Set(projectIds.map((id) => `1710${String(id - 2200).padStart(2, '0')}`));

	return {
		...whole,
		...chosen,
		name: 'tiny',
		sap: {
			suppliers: sap.suppliers.filter(({ supplier }) => supplierNumbers.has(supplier.Supplier)),
			orders,
			requisitions,
			projects: sapProjects,
			wbsElements,
			glAccounts: sap.glAccounts.filter((row) => accounts.has(row.GLAccount) || row.IsBalanceSheetAccount),
			costCenters: sap.costCenters.filter(({ CostCenter }) => sites.has(CostCenter.slice(0, 6))),
			postings,
			planItems: sap.planItems.filter((item) => numbers.has(item.Project) && accounts.has(item.GLAccount)),
			invoices: sap.invoices.filter(({ items }) => items.every((item) => orderNumbers.has(item.PurchaseOrder))),
		},
		procore: {
			...procore,
			projects,
			vendors: procore.vendors.filter(({ id }) => vendorIds.has(id)),
			costCodes: procore.costCodes?.filter((row) => isHere(row) && codes.has(row.code)),
			wbsCodes: procore.wbsCodes?.filter((row) => isHere(row) && codes.has(row.cost_code)),
			contracts,
			billingPeriods: procore.billingPeriods?.filter(isHere),
			budgetLines: procore.budgetLines?.filter(isHere),
		},
		tables: {
			...tables,
			sap_procore_projects: tables.sap_procore_projects.filter(({ project_id }) =>
				projectIds.includes(Number(project_id)),
			),
			sap_procore_cost_codes: costCodes,
		},
	};
}

/** The first costs of each project, and the documents of the cases. */
function costsOf(
	postings: Dataset['sap']['postings'],
	internalIds: ReadonlySet<string>,
	documents: ReadonlySet<string>,
): Dataset['sap']['postings'] {
	const seen = new Map<string, number>();
	return postings.filter(({ AccountingDocument, WBSElementInternalID, ProjectInternalID, GLAccountType }) => {
		if (!internalIds.has(WBSElementInternalID)) return false;
		if (documents.has(AccountingDocument)) return true;
		if (AccountingDocument.startsWith('199') || GLAccountType !== 'P') return false;
		const count = (seen.get(ProjectInternalID) ?? 0) + 1;
		seen.set(ProjectInternalID, count);
		return count <= costsOfProject;
	});
}
