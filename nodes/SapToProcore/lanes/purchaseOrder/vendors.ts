import { z } from 'zod';
import { vendorOriginId } from '../../../shared/originId';

/** A vendor as Procore answers it (simplified or not), or the outcome of one in the vendor lane of this run. */
export const vendorReferenceSchema = z
	.object({
		id: z.union([z.number(), z.string()]).nullish(),
		origin_id: z.string().nullish(),
		originId: z.string().nullish(),
		procoreId: z.string().nullish(),
		status: z.string().nullish(),
	})
	.transform((given) => ({
		originId: given.origin_id ?? given.originId ?? '',
		id: String(given.id ?? given.procoreId ?? ''),
		planned: given.status === 'planned',
	}));
export type VendorReference = z.infer<typeof vendorReferenceSchema>;

export interface SupplierVendors {
	/** The vendor of a supplier; `id` is `""` while it is only planned (preview). Undefined = Procore has none. */
	of(supplier: string): { originId: string; id: string } | undefined;
}

/** Look-up by our origin ID: a vendor that nobody linked to the supplier is not the supplier's, whatever its name. */
export function supplierVendors(references: VendorReference[], system: string): SupplierVendors {
	const ids = new Map<string, string>();
	for (const { originId, id, planned } of references)
		if (originId !== '' && (id !== '' || (planned && !ids.has(originId)))) ids.set(originId, id);
	return {
		of: (supplier) => {
			const originId = vendorOriginId(system, supplier);
			const id = ids.get(originId);
			return id === undefined ? undefined : { originId, id };
		},
	};
}
