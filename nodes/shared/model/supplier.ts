import { z } from 'zod/v3';
import { instant, sapKey, text } from './primitives';

/**
 * A supplier of SAP S/4HANA (A_BusinessPartner with its A_Supplier).
 * `supplier` is the number purchase orders carry; `businessPartner` may be another one.
 * `changedAt` is the partner's last change, or its creation when it was never changed.
 */
export const supplierSchema = z.object({
	supplier: sapKey,
	businessPartner: text,
	name: z.string().min(1),
	address: z.object({ street: text, city: text, postalCode: text, region: text, country: text }),
	email: text,
	phone: text,
	website: text,
	taxNumbers: z.array(z.object({ type: z.string(), number: z.string() })),
	paymentTerms: z.array(z.object({ companyCode: z.string(), terms: z.string() })),
	blocked: z.object({ posting: z.boolean(), purchasing: z.boolean(), deletion: z.boolean() }),
	changedAt: instant,
});

export type Supplier = z.infer<typeof supplierSchema>;
