import omit from 'lodash/omit.js';
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
					// Reactivating has a request of its own, so this one is not trusted with it.
					save: (current, row) =>
						saveVendor(store, current, current?.is_active === false ? omit(row, 'is_active') : row),
					show: (vendor) => showVendor(vendor, store),
				},
				body.updates as Attributes[],
			),
	},
];
