import type { AccountingMethod, ContractStatus } from '../../../shared/model';

export const releaseGateWords = ['released', 'all'] as const;
export const currencyPolicyWords = ['hold', 'send'] as const;
export const outsideProjectsWords = ['ignore', 'hold'] as const;

export interface OrderSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** `released`: only orders whose release is completed; `all`: those in release too, as Draft. */
	releaseGate: (typeof releaseGateWords)[number];
	/** Status of the contract of a released order. */
	contractStatus: ContractStatus;
	lineMethod: AccountingMethod;
	/** Whether lines carry the tax code that `sap_procore_values` has for SAP's. */
	taxCodes: boolean;
	/** Of new contracts, `""` = Procore's own. */
	retainagePercent: string;
	/** What becomes of an order in another currency than the project's: an exception, or sent with a remark. */
	currencyPolicy: (typeof currencyPolicyWords)[number];
	/** What becomes of lines that belong to no project. */
	outsideProjects: (typeof outsideProjectsWords)[number];
	/** Currency of projects whose row in the roster has none; `""` = not known, nothing is checked. */
	projectCurrency: string;
	/** Whether SAP's invoices are sent, or ever were. */
	invoicesSent: boolean;
}
