import type { ProcoreVendor } from '../../../shared/model';

/** The number of a vendor in its business register, as Procore has it; `""` = none. */
export function vendorTaxNumber({ business_register: register }: ProcoreVendor): string {
	if (typeof register !== 'object' || register === null || !('identifier' in register)) return '';
	const { identifier } = register;
	return typeof identifier === 'string' || typeof identifier === 'number' ? String(identifier) : '';
}

/** A number without what people put between its digits and letters. */
export const bareNumber = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The tax number of a vendor as it compares; `""` = it has none. */
export const taxKeyOf = (vendor: ProcoreVendor): string => bareNumber(vendorTaxNumber(vendor));
