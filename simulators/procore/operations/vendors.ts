import { notFound, unprocessable } from '../errors.ts';
import type { Call, Operation } from '../operation.ts';
import { companyIdQuery, pageQuery, validationsQuery } from '../schema/rules.ts';
import { vendorBody, vendorView } from '../schema/vendor.ts';
import type { StoredVendor } from '../vendor-record.ts';
import { showVendor } from '../vendor-view.ts';
import { saveVendor, vendorErrors } from '../vendor-write.ts';

const show = (call: Call, vendor: StoredVendor) => showVendor(vendor, call.store, call.query.text('view'));

function save(call: Call, current: StoredVendor | undefined): StoredVendor {
	const given = call.body.vendor as Record<string, unknown>;
	const errors = vendorErrors(call.store, current, given);
	if (Object.keys(errors).length > 0) throw unprocessable(errors);
	return saveVendor(call.store, current, given);
}

export const vendors: Operation[] = [
	{
		method: 'GET',
		path: '/rest/v1.0/vendors/{id}',
		tool: 'directory',
		query: { ...companyIdQuery, ...pageQuery, view: vendorView },
		handle: (call) => ({ status: 200, body: show(call, call.store.vendor(call.params.id ?? 0)) }),
	},
	{
		method: 'POST',
		path: '/rest/v1.0/vendors',
		tool: 'directory',
		query: { ...validationsQuery, view: vendorView },
		body: vendorBody,
		handle: (call) => ({ status: 201, body: show(call, save(call, undefined)) }),
	},
	{
		method: 'PATCH',
		path: '/rest/v1.0/vendors/{id}',
		tool: 'directory',
		query: { ...validationsQuery, view: vendorView },
		body: vendorBody,
		handle: (call) => ({ status: 200, body: show(call, save(call, call.store.vendor(call.params.id ?? 0))) }),
	},
	{
		method: 'PATCH',
		path: '/rest/v1.0/companies/{company_id}/vendors/inactive/{id}',
		tool: 'directory',
		query: { view: vendorView },
		handle: (call) => {
			const vendor = call.store.vendor(call.params.id ?? 0);
			if (vendor.is_active) throw notFound('Inactive vendor');
			return { status: 200, body: show(call, saveVendor(call.store, vendor, { is_active: true })) };
		},
	},
];
