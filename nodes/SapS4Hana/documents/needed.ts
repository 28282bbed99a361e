import type { Entity } from '../../shared/entities';
import type { Connection } from '../odata/connection';
import type { ODataService } from '../odata/service';
import type { Tree } from '../odata/tree';
import { costCenterService, costCenterTree } from './finance/costCenters';
import { glAccountService, glAccountTree } from './finance/glAccounts';
import { plannedCostService, plannedCostTree } from './finance/plannedCosts';
import { projectCostService, projectCostTree } from './finance/projectCosts';
import { projectTree } from './project/projects';
import { enterpriseProjectService } from './project/service';
import { wbsElementTree } from './project/wbsElements';
import { purchaseOrderTrees } from './purchaseOrder/fields';
import { purchaseOrderServices } from './purchaseOrder/service';
import { purchaseRequisitionTrees } from './purchaseRequisition/fields';
import { purchaseRequisitionServices } from './purchaseRequisition/service';
import { businessPartnerService } from './supplier/query';
import { supplierTree } from './supplier/fields';
import { supplierInvoiceService, supplierInvoiceTree } from './supplierInvoice/fields';

/** A service that a kind of document is read from, and all that is read of it. */
export interface NeededService {
	service: ODataService;
	trees: readonly [Tree, ...Tree[]];
	/** The one lane that needs the service, where that lane is off unless somebody switches it on. */
	onlyFor?: Entity;
}

export const documentKinds = [
	'costObject',
	'plannedCost',
	'project',
	'projectCost',
	'purchaseOrder',
	'purchaseRequisition',
	'supplier',
	'supplierInvoice',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Read only by lanes that are off unless somebody switches them on: their services may well be missing. */
const optionalKinds: readonly DocumentKind[] = ['supplierInvoice'];

export const usualKinds = documentKinds.filter((kind) => !optionalKinds.includes(kind));

/** What has to be there to read each kind of document, with the versions that the credential chooses. */
export function neededServices({ versions }: Pick<Connection, 'versions'>): Record<DocumentKind, NeededService[]> {
	const { purchaseOrder, purchaseRequisition } = versions;
	return {
		costObject: [
			{ service: costCenterService, trees: [costCenterTree] },
			{ service: glAccountService, trees: [glAccountTree] },
		],
		plannedCost: [{ service: plannedCostService, trees: [plannedCostTree], onlyFor: 'budget' }],
		projectCost: [{ service: projectCostService, trees: [projectCostTree] }],
		project: [{ service: enterpriseProjectService, trees: [projectTree, wbsElementTree] }],
		purchaseOrder: [{ service: purchaseOrderServices[purchaseOrder], trees: [purchaseOrderTrees[purchaseOrder]] }],
		purchaseRequisition: [
			{
				service: purchaseRequisitionServices[purchaseRequisition],
				trees: [purchaseRequisitionTrees[purchaseRequisition]],
			},
		],
		supplier: [{ service: businessPartnerService, trees: [supplierTree] }],
		supplierInvoice: [{ service: supplierInvoiceService, trees: [supplierInvoiceTree] }],
	};
}
