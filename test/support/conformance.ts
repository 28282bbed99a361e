import type { RunningSimulators } from '../../simulators/index.ts';

/** Names of all settings in the state of a simulator, those of a group behind its name; `data` are none. */
export function settingsOf(state: unknown, data: readonly string[]): string[] {
	const isGroup = (value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
	const names = (members: object, path: string): string[] =>
		Object.entries(members).flatMap(([name, value]) =>
			isGroup(value) ? names(value as object, `${path}${name}.`) : [`${path}${name}`],
		);
	const held = Object.entries(state as object).filter(([name]) => !data.includes(name));
	return names(Object.fromEntries(held), '');
}

/** What of the customer's stands in a report: whatever names a record, a system or money in the data of the simulators. */
export function hasCustomerData(report: unknown, { simulators }: { simulators: RunningSimulators }): string[] {
	const { sap, procore } = simulators.dataset;
	const names = [
		...sap.suppliers.flatMap(({ supplier }) => [supplier.Supplier, supplier.SupplierName]),
		...sap.orders.map(({ header }) => header.PurchaseOrder),
		...sap.wbsElements.map(({ ProjectElement }) => ProjectElement),
		...sap.postings.flatMap((row) => [row.AccountingDocument, row.AmountInCompanyCodeCurrency, row.GLAccount]),
		...procore.projects.flatMap(({ id, name, project_number }) => [String(id), name, project_number ?? '']),
		...procore.vendors.flatMap(({ id, name }) => [String(id), name]),
		...(procore.costCodes ?? []).map(({ code }) => code),
		String(procore.company.id),
		procore.company.name,
		...[simulators.sap.url, simulators.procore.url].flatMap((url) => [new URL(url).host, new URL(url).hostname]),
	];
	const text = JSON.stringify(report);
	return [...new Set(names)].filter(
		(name) => name !== '' && new RegExp(`(?<![\\w.])${escaped(name)}(?![\\w.])`).test(text),
	);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What Procore holds, by the state of its simulator, without contracts that were deleted, which it keeps. */
export function heldInProcore(state: unknown): object {
	const { contracts, projects, vendors, ...others } = state as Record<string, unknown>;
	const { requisitions, directCosts, budgetLines, budgetChanges, changeOrders } = others;
	const isThere = ({ deleted_at: at }: { deleted_at: string | null }) => at === null;
	return {
		...{ projects, vendors, requisitions, directCosts, budgetLines, budgetChanges, changeOrders },
		contracts: (contracts as Array<{ deleted_at: string | null }>).filter(isThere),
	};
}
