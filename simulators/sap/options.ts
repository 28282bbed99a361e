import { z } from 'zod';
import type { SapSupplierInvoice } from '../data/sap-invoice-types.ts';
import type { SapPurchaseOrder } from '../data/sap-order-types.ts';
import type { SapPurchaseRequisition } from '../data/sap-requisition-types.ts';
import type { SapSupplier } from '../data/sap-types.ts';
import type { SapData } from '../data/types.ts';
import { logonResetShape } from '../core/access-tokens.ts';
import type { Clock } from '../core/clock.ts';

export type Authentication = 'oauth' | 'basic' | 'certificate';

export interface PageSizes {
	/** Rows a page when the client gives no $top. */
	default: number;
	/** Rows a page at most. */
	max: number;
}

/** What SAP holds at the start; what is left out is empty. */
type StartData = Pick<SapData, 'suppliers'> & Partial<SapData>;

export interface SapSimulatorOptions extends StartData {
	/** Also the name of the user, and in certificates. */
	clientId: string;
	/** Also the password of the user. */
	clientSecret: string;
	/** The one way to log on that services take. Default `oauth`. */
	authentication?: Authentication;
	/** Number of the client; another one has other users. Left out: any is taken. */
	client?: string;
	/** Default 3600. */
	tokenLifetimeSeconds?: number;
	/** V2, default 1000 and 5000. */
	pageSize?: Partial<PageSizes>;
	/** V4, default 100 and 5000. */
	pageSizeV4?: Partial<PageSizes>;
	/** Token answers without expires_in. */
	omitExpiresIn?: boolean;
	/** Default: real time. */
	clock?: Clock;
}

const positive = z.number().int().min(1);
export const pageSizeSchema = z.object({ default: positive.optional(), max: positive.optional() }).strict();

const isSupplier = (value: unknown): value is SapSupplier =>
	typeof value === 'object' &&
	value !== null &&
	['businessPartner', 'supplier', 'companies', 'purchasingOrgs', 'addresses', 'taxNumbers'].every(
		(key) => key in value,
	);

const isDocument = (value: unknown) =>
	typeof value === 'object' && value !== null && 'header' in value && 'items' in value && Array.isArray(value.items);

export const orderSchema = z.custom<SapPurchaseOrder>(isDocument, 'is not a purchase order record');
export const requisitionSchema = z.custom<SapPurchaseRequisition>(isDocument, 'is not a purchase requisition record');
const invoiceSchema = z.custom<SapSupplierInvoice>(isDocument, 'is not a supplier invoice record');
export const supplierSchema = z.custom<SapSupplier>(isSupplier, 'is not a supplier record');

/** What a reset may set differently from the start. */
export const resetSchema = z
	.object({
		...logonResetShape,
		suppliers: z.array(supplierSchema).optional(),
		orders: z.array(orderSchema).optional(),
		requisitions: z.array(requisitionSchema).optional(),
		invoices: z.array(invoiceSchema).optional(),
		pageSize: pageSizeSchema.optional(),
		pageSizeV4: pageSizeSchema.optional(),
	})
	.strict();
