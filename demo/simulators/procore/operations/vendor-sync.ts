import type { FieldErrors } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { validationsQuery } from '../schema/rules.ts';
import { vendorSyncBody } from '../schema/vendor.ts';
import type { Store, StoredVendor } from '../store.ts';
import { showVendor } from '../vendor-view.ts';
import { saveVendor, vendorErrors } from '../vendor-write.ts';

type Row = Record<string, unknown>;

const noSuchEntity: FieldErrors = { id: ['Entity with this ID not found'] };
const taken: FieldErrors = { origin_id: ['has already been taken'] };

/** Procore: sync actions, match rules. The id decides where there is one, else the origin id, else a new vendor. */
function applyRow(store: Store, row: Row, originsInBatch: Set<string>): StoredVendor | FieldErrors {
	const originId = typeof row.origin_id === 'string' && row.origin_id !== '' ? row.origin_id : undefined;
	const byId = typeof row.id === 'number';
	const current = byId
		? store.findVendor(Number(row.id))
		: originId === undefined
			? undefined
			: store.findVendorByOrigin(originId);
	if (byId && current === undefined) return noSuchEntity;
	if (originId !== undefined && originsInBatch.has(originId)) return taken;
	const errors = vendorErrors(store, current, row);
	if (Object.keys(errors).length > 0) return errors;
	if (originId !== undefined) originsInBatch.add(originId);
	return saveVendor(store, current, row);
}

const isVendor = (result: StoredVendor | FieldErrors): result is StoredVendor => typeof result.id === 'number';

export const vendorSync: Operation[] = [
	{
		method: 'PATCH',
		path: '/rest/v1.0/vendors/sync',
		tool: 'directory',
		query: validationsQuery,
		body: vendorSyncBody,
		rows: 'updates',
		handle: ({ store, body }) => {
			const saved = new Set<StoredVendor>();
			const errors: Row[] = [];
			const originsInBatch = new Set<string>();
			for (const row of body.updates as Row[]) {
				const result = applyRow(store, row, originsInBatch);
				if (isVendor(result)) saved.add(result);
				else errors.push({ ...row, errors: result });
			}
			// The order is undocumented. Newest first makes a client fail that matches rows by position.
			const entities = [...saved].sort((a, b) => b.id - a.id).map((vendor) => showVendor(vendor, store));
			return { status: 200, body: { entities, errors } };
		},
	},
];
