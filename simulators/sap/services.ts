import type { SapData } from '../data/types.ts';
import { businessPartnerRows } from './data/business-partner.ts';
import { companyCodeRows } from './data/company-code.ts';
import { costCenterRows, glAccountRows, postingRows } from './data/costs.ts';
import { enterpriseProjectRows } from './data/enterprise-project.ts';
import { planRows } from './data/plan.ts';
import { purchaseOrderRows } from './data/purchase-order.ts';
import { purchaseRequisitionRows } from './data/purchase-requisition.ts';
import { supplierInvoiceRows } from './data/supplier-invoice.ts';
import { businessPartnerService } from './metadata/business-partner.ts';
import { companyCodeService } from './metadata/company-code.ts';
import { costCenterService } from './metadata/cost-center.ts';
import { enterpriseProjectService } from './metadata/enterprise-project.ts';
import { glAccountLineItemService } from './metadata/gl-account-line-item.ts';
import { glAccountService } from './metadata/gl-account.ts';
import { planItemService } from './metadata/plan-item.ts';
import { purchaseOrderV2Service } from './metadata/purchase-order-v2.ts';
import { purchaseOrderV4Service } from './metadata/purchase-order-v4.ts';
import { purchaseRequisitionV2Service } from './metadata/purchase-requisition-v2.ts';
import { purchaseRequisitionV4Service } from './metadata/purchase-requisition-v4.ts';
import { supplierInvoiceService } from './metadata/supplier-invoice.ts';
import type { EdmService } from './metadata/types.ts';
import type { Row } from './odata/values.ts';

interface ServiceEntry {
	service: EdmService;
	/** The rows of one entity set. */
	rows: (set: string, data: SapData) => Row[];
}

const orderRows: ServiceEntry['rows'] = (set, { orders }) => purchaseOrderRows(set, orders);
const requisitionRows: ServiceEntry['rows'] = (set, data) => purchaseRequisitionRows(set, data.requisitions);

/** The services of this system: a new one is one metadata file, one data file and one line here. */
export const serviceEntries: readonly ServiceEntry[] = [
	{ service: businessPartnerService, rows: (set, { suppliers }) => businessPartnerRows(set, suppliers) },
	{ service: companyCodeService, rows: companyCodeRows },
	{ service: purchaseOrderV2Service, rows: orderRows },
	{ service: purchaseOrderV4Service, rows: orderRows },
	{ service: purchaseRequisitionV2Service, rows: requisitionRows },
	{ service: purchaseRequisitionV4Service, rows: requisitionRows },
	{ service: supplierInvoiceService, rows: (set, { invoices }) => supplierInvoiceRows(set, invoices) },
	{ service: glAccountService, rows: (set, { glAccounts }) => glAccountRows(set, glAccounts) },
	{ service: costCenterService, rows: (set, { costCenters }) => costCenterRows(set, costCenters) },
	{ service: glAccountLineItemService, rows: (_set, { postings }) => postingRows(postings) },
	{ service: planItemService, rows: (_set, { planItems }) => planRows(planItems) },
	{
		service: enterpriseProjectService,
		rows: (set, { projects, wbsElements }) => enterpriseProjectRows(set, projects, wbsElements),
	},
];
