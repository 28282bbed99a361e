/** The Code nodes of the hand-built flow. Each function is put into its node as text, so it names nothing outside. */

type Json = Record<string, unknown>;

interface Listed<T> {
	results?: T[];
}

interface PartnerAddress {
	StreetName: string;
	HouseNumber: string;
	CityName: string;
	PostalCode: string;
	Country: string;
	Region: string;
	to_EmailAddress?: Listed<{ EmailAddress: string }>;
	to_PhoneNumber?: Listed<{ InternationalPhoneNumber: string }>;
}

interface Partner {
	Supplier: string;
	BusinessPartnerFullName: string;
	to_BusinessPartnerAddress?: Listed<PartnerAddress>;
}

export interface Supplier {
	supplier: string;
	name: string;
	vendor: Json;
}

/** Suppliers of the pages that SAP gave, as Procore takes a vendor. */
export function suppliersOf(pages: Array<{ d: Listed<Partner> }>): Supplier[] {
	return pages
		.flatMap(({ d }) => d.results ?? [])
		.map(({ Supplier: supplier, BusinessPartnerFullName: name, to_BusinessPartnerAddress: addresses }) => {
			const address = addresses?.results?.[0];
			const country = address?.Country === 'UK' ? 'GB' : address?.Country;
			const vendor = {
				name,
				origin_id: `sap:S4P:supplier:${supplier}`,
				origin_code: supplier,
				address: [address?.StreetName, address?.HouseNumber].filter(Boolean).join(' '),
				city: address?.CityName,
				zip: address?.PostalCode,
				country_code: country,
				// Procore takes ISO 3166-2 codes; SAP has them for these countries only.
				state_code: ['US', 'CA', 'AU'].includes(country ?? '') ? address?.Region : '',
				email_address: address?.to_EmailAddress?.results?.[0]?.EmailAddress,
				business_phone: address?.to_PhoneNumber?.results?.[0]?.InternationalPhoneNumber,
			};
			return { supplier, name, vendor: Object.fromEntries(Object.entries(vendor).filter(([, value]) => value)) };
		});
}

/** The vendor that a search by name has found: ours by origin ID, else the first of exactly that name. */
export function foundVendor(supplier: Supplier, vendors: Json[]): Json[] {
	const own = vendors.find(({ origin_id }) => origin_id === `sap:S4P:supplier:${supplier.supplier}`);
	const found = own ?? vendors.find(({ name }) => name === supplier.name);
	return [{ ...supplier, vendor_id: found?.id ?? '' }];
}

/** All suppliers as one body of Procore's vendor sync: those it has, by origin ID or exact name, with their IDs. */
export function vendorUpdates(suppliers: Supplier[], vendors: Json[]): Json[] {
	const ids = new Map([
		...vendors.map(({ name, id }): [unknown, unknown] => [name, id]),
		...vendors.map(({ origin_id, id }): [unknown, unknown] => [origin_id, id]),
	]);
	const updates = suppliers.map(({ name, vendor }) => {
		const id = ids.get(vendor.origin_id) ?? ids.get(name);
		return id === undefined ? vendor : { id, ...vendor };
	});
	const bodies: Json[] = [];
	for (let start = 0; start < updates.length; start += 1000)
		bodies.push({ updates: updates.slice(start, start + 1000) });
	return bodies;
}

interface Assignment {
	AccountAssignmentNumber: string;
	IsDeleted: boolean;
	PurgDocNetAmount: number;
	MultipleAcctAssgmtDistrPercent: number;
	GLAccount: string;
	CostCenter: string;
	OrderID: string;
	WBSElementExternalID: string;
}

interface Item {
	PurchaseOrderItem: string;
	PurchaseOrderItemText: string;
	PurchasingDocumentDeletionCode: string;
	NetAmount: number;
	IsReturnsItem: boolean;
	_PurOrdAccountAssignment: Assignment[];
}

export interface Order {
	PurchaseOrder: string;
	CompanyCode: string;
	Supplier: string;
	PaymentTerms: string;
	PurchaseOrderDate: string;
	PurchaseOrderDeletionCode: string;
	ReleaseIsNotCompleted: boolean;
	PurchasingCompletenessStatus: boolean;
	PurchasingProcessingStatus: string;
	_PurchaseOrderItem: Item[];
}

/** Orders of the pages that SAP gave: released, complete and not deleted. */
export function releasedOrders(pages: Array<{ value?: Order[] }>): Order[] {
	return pages
		.flatMap(({ value }) => value ?? [])
		.filter(
			(order) =>
				order.PurchaseOrderDeletionCode === '' &&
				!order.ReleaseIsNotCompleted &&
				!order.PurchasingCompletenessStatus &&
				['02', '05'].includes(order.PurchasingProcessingStatus) &&
				order._PurchaseOrderItem.some((item) => item.PurchasingDocumentDeletionCode === ''),
		);
}

export interface RosterRow {
	project_id: string;
	sap_project: string | null;
	sap_wbs_prefix: string | null;
	sap_cost_center: string | null;
}

export interface Project {
	id: number;
	project_number: string | null;
	origin_id: string | null;
}

/** Procore's project of an account assignment; undefined where there is none. */
export function projectOf(
	{ WBSElementExternalID: wbs, OrderID: order, CostCenter: costCenter }: Assignment,
	projects: Project[],
	roster: RosterRow[],
): number | undefined {
	const list = (cell: string | null | undefined) => (cell ?? '').split(',').filter(Boolean);
	const fits = (pattern: string, key: string) =>
		pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
	return projects.find(({ id, project_number, origin_id }) => {
		const row = roster.find((each) => each.project_id === String(id));
		const own = [project_number ?? '', (origin_id ?? '').split(':').pop() ?? '', ...list(row?.sap_project)];
		const prefixes = [...own, ...list(row?.sap_wbs_prefix)].filter(Boolean);
		if (wbs !== '') return prefixes.some((prefix) => wbs === prefix || wbs.startsWith(`${prefix}.`));
		if (order !== '' && own.includes(order)) return true;
		return costCenter !== '' && list(row?.sap_cost_center).some((pattern) => fits(pattern, costCenter));
	})?.id;
}

/** The projects of which cost codes have to be read. */
export function projectsWithOrders(orders: Order[], projects: Project[], roster: RosterRow[]): Json[] {
	const assignments = orders
		.flatMap((order) => order._PurchaseOrderItem)
		.flatMap((item) => item._PurOrdAccountAssignment);
	const ids = new Set(assignments.map((each) => projectOf(each, projects, roster)));
	return [...ids].flatMap((project_id) => (project_id === undefined ? [] : [{ project_id }]));
}

export interface CostCodeRow {
	company_code: string | null;
	gl_account: string | null;
	cost_center: string | null;
	wbs_element: string | null;
	cost_code: string;
	cost_type: string;
	enabled: boolean;
}

/** `03-300.M` by the row that says most: WBS element before cost center, exact before a longer prefix. */
export function costCodeOf(assignment: Assignment, companyCode: string, rows: CostCodeRow[]): string | undefined {
	const worth = (cell: string | null, key: string) => {
		if (!cell) return 0;
		if (cell.endsWith('*')) return key.startsWith(cell.slice(0, -1)) ? cell.length : -1;
		return cell === key ? 100 : -1;
	};
	const rated = rows.flatMap((row) => {
		const parts = [
			worth(row.wbs_element, assignment.WBSElementExternalID),
			worth(row.cost_center, assignment.CostCenter),
			worth(row.gl_account, assignment.GLAccount),
			worth(row.company_code, companyCode),
		];
		if (!row.enabled || parts.includes(-1)) return [];
		return [{ row, rank: parts.reduce((sum, part) => sum * 1000 + part, 0) }];
	});
	const [best] = rated.sort((a, b) => b.rank - a.rank);
	return best && `${best.row.cost_code}.${best.row.cost_type}`;
}

export interface Line {
	origin_id: string;
	description: string;
	amount: string;
	wbs_code_id: number | undefined;
}

export interface Contract {
	number: string;
	project_id: number | undefined;
	vendor_id: unknown;
	origin_id: string;
	title: string;
	contract_date: string;
	payment_terms: string;
	lines: Line[];
	/** Why it cannot be sent; empty if it can. */
	problem: string;
}

/** One contract for each order and project, with a line for each account assignment. */
export function contractsOf(
	orders: Order[],
	projects: Project[],
	roster: RosterRow[],
	costCodes: CostCodeRow[],
	wbsCodes: Array<{ project_id: number; id: number; flat_code: string }>,
	vendors: Map<string, unknown>,
): Contract[] {
	const wbsIds = new Map(wbsCodes.map(({ project_id, id, flat_code }) => [`${String(project_id)} ${flat_code}`, id]));
	const contracts = new Map<string, Contract>();
	for (const order of orders) {
		const { PurchaseOrder: number, Supplier: supplier } = order;
		for (const item of order._PurchaseOrderItem) {
			if (item.PurchasingDocumentDeletionCode !== '') continue;
			for (const assignment of item._PurOrdAccountAssignment) {
				if (assignment.IsDeleted) continue;
				const project = projectOf(assignment, projects, roster);
				const costCode = costCodeOf(assignment, order.CompanyCode, costCodes);
				if (project === undefined && assignment.WBSElementExternalID === '') continue;
				const key = `${number}:${String(project)}`;
				const contract = contracts.get(key) ?? {
					...{ number, project_id: project, vendor_id: vendors.get(supplier), title: `Purchase order ${number}` },
					...{ origin_id: `sap:S4P:po:${key}`, contract_date: order.PurchaseOrderDate },
					...{ payment_terms: order.PaymentTerms, lines: [], problem: '' },
				};
				contracts.set(key, contract);
				const share = assignment.PurgDocNetAmount || (item.NetAmount * assignment.MultipleAcctAssgmtDistrPercent) / 100;
				const amount = assignment.PurgDocNetAmount === 0 ? Number(share.toFixed(2)) : share;
				const wbsId = wbsIds.get(`${String(project)} ${costCode ?? ''}`);
				if (!contract.vendor_id) contract.problem = `Supplier ${supplier} has no vendor`;
				if (project === undefined) contract.problem = `${assignment.WBSElementExternalID} belongs to no project`;
				else if (!wbsId)
					contract.problem = `G/L account ${assignment.GLAccount} has no cost code in ${String(project)}`;
				contract.lines.push({
					origin_id: `sap:S4P:poi:${number}:${item.PurchaseOrderItem}:${assignment.AccountAssignmentNumber}:${String(project)}`,
					description: item.PurchaseOrderItemText,
					amount: String(item.IsReturnsItem ? -amount : amount),
					wbs_code_id: wbsId,
				});
			}
		}
	}
	return [...contracts.values()];
}

interface LineRequest {
	method: string;
	path: string;
	body: Json;
}

/**
 * The requests that bring the lines of a contract from what Procore has to what SAP wants: one each, or one for all by
 * Procore's line sync.
 */
export function lineRequests(
	{ project_id, lines }: Pick<Contract, 'project_id' | 'lines'>,
	present: Array<{ id: number; origin_id: string | null }>,
	sync: boolean,
): LineRequest[] {
	const wanted = new Set(lines.map(({ origin_id }) => origin_id));
	const removed = present
		.filter(({ origin_id }) => origin_id !== null && !wanted.has(origin_id))
		.map(({ id }) => ({ method: 'DELETE', path: `/${String(id)}`, body: {} }));
	if (sync) return [...removed, { method: 'PATCH', path: '/sync', body: { updates: lines } }];
	const written = lines.map((line) => {
		const found = present.find(({ origin_id }) => origin_id === line.origin_id);
		const body = { project_id, line_item: line };
		return found ? { method: 'PATCH', path: `/${String(found.id)}`, body } : { method: 'POST', path: '', body };
	});
	return [...removed, ...written];
}
