import type { SapSupplier } from '../../data/sap-types.ts';
import { businessPartnerRows } from './data/business-partner.ts';
import { companyCodeRows } from './data/company-code.ts';
import { purchaseOrderV4Rows } from './data/purchase-order-v4.ts';
import { businessPartnerService } from './metadata/business-partner.ts';
import { companyCodeService } from './metadata/company-code.ts';
import { purchaseOrderV4Service } from './metadata/purchase-order-v4.ts';
import type { EdmService } from './metadata/types.ts';
import type { Row } from './odata/values.ts';

/** Everything SAP stores, as far as services read it. */
export interface SapData {
	suppliers: SapSupplier[];
}

interface ServiceEntry {
	service: EdmService;
	/** The rows of one entity set. */
	rows: (set: string, data: SapData) => Row[];
}

/** The services of this system: a new one is one metadata file, one data file and one line here. */
export const serviceEntries: readonly ServiceEntry[] = [
	{ service: businessPartnerService, rows: (set, data) => businessPartnerRows(set, data.suppliers) },
	{ service: companyCodeService, rows: companyCodeRows },
	{ service: purchaseOrderV4Service, rows: (set, data) => purchaseOrderV4Rows(set, data.suppliers) },
];
