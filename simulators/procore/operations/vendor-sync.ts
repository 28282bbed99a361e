import type { Operation } from '../operation.ts';
import { validationsQuery } from '../schema/rules.ts';
import { vendorSyncBody } from '../schema/vendor.ts';
import { type Attributes, syncAnswer } from '../sync.ts';
import { showVendor } from '../vendor-view.ts';
import { saveVendor, vendorErrors } from '../vendor-write.ts';

export const vendorSync: Operation[] = [
	{
		method: 'PATCH',
		path: '/rest/v1.0/vendors/sync',
		tool: 'directory',
		query: validationsQuery,
		body: vendorSyncBody,
		rows: 'updates',
		handle: ({ store, body }) =>
			syncAnswer(
				{
					byId: (id) => store.findVendor(id),
					byOrigin: (originId) => store.findVendorByOrigin(originId),
					errors: (current, row) => vendorErrors(store, current, row),
					save: (current, row) => saveVendor(store, current, row),
					show: (vendor) => showVendor(vendor, store),
				},
				body.updates as Attributes[],
			),
	},
];
