import type { StoredContract } from '../finance/records.ts';
import { contractTotals } from '../finance/totals.ts';
import type { Store } from '../store.ts';
import { showCustomFields } from './custom-fields.ts';
import { showLine } from './line-view.ts';

const vendorOf = (store: Store, contract: StoredContract) =>
	contract.vendor_id === null ? undefined : store.findVendor(contract.vendor_id);

function projectOf(store: Store, contract: StoredContract) {
	const project = store.projects.get(contract.project_id);
	return { id: contract.project_id, name: project?.name ?? null };
}

/** A guess, as the documentation describes one form of the list only: what tells contracts apart, and no sums. */
function compactView(store: Store, contract: StoredContract): Record<string, unknown> {
	const vendor = vendorOf(store, contract);
	return {
		id: contract.id,
		number: contract.number,
		title: contract.title,
		status: contract.status,
		vendor: vendor === undefined ? null : { id: vendor.id, company: vendor.name },
		project: projectOf(store, contract),
		origin_id: contract.origin_id,
		created_at: contract.created_at,
		updated_at: contract.updated_at,
		deleted_at: contract.deleted_at,
	};
}

/** Shown otherwise, or not at all: version 1.0 tells neither a subcontractor's schedule of values nor a workflow. */
const hidden = new Set(['vendor_id', 'project_id', 'subcontractor_sov', 'workflow', 'custom_fields']);

function extendedView(store: Store, contract: StoredContract): Record<string, unknown> {
	const { project_id: projectId } = contract;
	const attributes = Object.fromEntries(Object.entries(contract).filter(([name]) => !hidden.has(name)));
	const vendor = vendorOf(store, contract);
	return {
		...attributes,
		...contractTotals(store, contract),
		assignee: null,
		billing_schedule_of_values_status: 'draft',
		project: projectOf(store, contract),
		show_line_items_to_non_admins: false,
		signed_contract_received_date: null,
		vendor: vendor === undefined ? null : { id: vendor.id, company: vendor.name },
		currency_configuration: { currency_iso_code: store.projects.get(projectId)?.currency ?? null },
	};
}

/** A purchase order contract as the list answers it. Sync actions answer with the extended view. */
export const showContract = (store: Store, contract: StoredContract, view = 'compact') =>
	view === 'extended' ? extendedView(store, contract) : compactView(store, contract);

/** A purchase order contract on its own, with its lines. */
export function showWholeContract(store: Store, contract: StoredContract): Record<string, unknown> {
	const vendor = vendorOf(store, contract);
	return {
		...extendedView(store, contract),
		vendor:
			vendor === undefined
				? null
				: { id: vendor.id, company: vendor.name, origin_data: vendor.origin_data, origin_id: vendor.origin_id },
		attachments: [],
		custom_fields: showCustomFields(store, contract),
		change_order_packages: store.finance.changeOrders
			.inGroup(contract.id)
			.map(({ id, number, status, title, created_at, updated_at }) => ({
				id,
				contract_id: contract.id,
				number,
				status,
				title,
				created_at,
				updated_at,
				deleted_at: null,
			})),
		change_order_requests: [],
		potential_change_orders: [],
		created_by_id: null,
		invoice_contacts: [],
		payments_issued: [],
		line_items: store.finance.lines.inGroup(contract.id).map((line) => showLine(store, line)),
	};
}
