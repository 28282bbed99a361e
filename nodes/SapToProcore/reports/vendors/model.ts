import type { HeldDetail } from '../../lanes/supplier/candidates';
import type { ReportHead } from '../head';
import { counted, moneyTexts, type Money } from '../kit/format';
import type { Seen } from '../seen';

/** A person's word on a supplier, as the table has it. */
export interface Decided {
	/** `link`, `create` or `ignore`, or whatever else somebody wrote. */
	decision: string;
	vendorId: string;
	/** Who decided, where that was done on a page. */
	by: string;
}

/** A document that waits for a supplier. */
export interface WaitingDocument {
	entity: string;
	key: string;
}

/** A supplier without its vendor in Procore. */
export interface HeldSupplier {
	/** SAP's number. */
	supplier: string;
	/** `""` = not on record. */
	name: string;
	/** Code, title and advice of the reason, and the message of this case; all `""` = nothing is on record of it. */
	reason: string;
	title: string;
	advice: string;
	message: string;
	/** Since when, ISO 8601; `""` = it is no exception: a decision or a block in SAP leaves it out. */
	since: string;
	/** What tells it and its candidates apart; undefined = no run has recorded it. */
	detail: HeldDetail | undefined;
	/** Run that put that on record; `""` = none. */
	runId: string;
	/** Documents that wait for it, and their amounts by currency. */
	documents: WaitingDocument[];
	amounts: Money[];
	/** What was decided and waits for the next run, or is why it is left out; undefined = nothing that counts. */
	decided: Decided | undefined;
}

/** Whom an order of a one-time supplier is placed with, by the name on the order. */
export interface OneTimeParty {
	name: string;
	/** Its vendor in Procore; `""` = nobody has said which one. */
	vendorId: string;
	/** Who said so, where that was done on a page. */
	by: string;
	/** Orders that wait for it, and their amounts by currency. */
	documents: WaitingDocument[];
	amounts: Money[];
}

/** What a preview would do with a supplier. */
export interface PlannedVendor {
	supplier: string;
	/** `""` = not on record. */
	name: string;
	/** `""` = the vendor is created. */
	vendorId: string;
	/** `link`, `update` or `create`. */
	action: string;
	remarks: string[];
}

export interface VendorsReport extends ReportHead {
	report: 'vendors';
	seen: Seen;
	/** What most waits for comes first. */
	toDecide: HeldSupplier[];
	decided: HeldSupplier[];
	oneTime: OneTimeParty[];
	/** Of the last preview, until a run has written. */
	planned: PlannedVendor[];
}

/** What a decision says, in words. */
export function decisionText({ decision, vendorId }: Pick<Decided, 'decision' | 'vendorId'>): string {
	if (decision === 'link') return `it is vendor ${vendorId}`;
	if (decision === 'create') return 'it gets a vendor of its own';
	return decision === 'ignore' ? 'it is left out of Procore' : `"${decision}"`;
}

/** What waits for a supplier. */
export function waitsText({ documents, amounts }: Pick<HeldSupplier, 'documents' | 'amounts'>): string {
	if (documents.length === 0) return 'nothing waits for it';
	return [counted(documents.length, 'document'), moneyTexts(amounts)].filter(Boolean).join(' ');
}
