import type { Candidate } from '../../nodes/SapToProcore/lanes/supplier/candidates';
import { exceptionRow } from './reports.ts';

const party = { name: 'Acme', address: '1 Main St., 78701, Austin', phone: '', taxNumber: '12-3456789' };

/** A vendor that a supplier may be. */
export const candidate = (fields: Partial<Candidate> = {}): Candidate => ({
	...{ ...party, id: '71', active: true, owner: 'nobody', supplier: '' },
	likeness: { name: 'exact' },
	...fields,
});

/** The exception of a held supplier. */
export const heldException = (supplier: string, fields: Parameters<typeof exceptionRow>[0] = {}) =>
	exceptionRow({
		...{ entity: 'supplier', sap_key: supplier, project_id: '', reason: 'ambiguous_vendor_name' },
		...{ title: 'Several Procore vendors have this name', advice: 'Say which one it is.' },
		message: `Several Procore vendors have this name: "Acme". Vendors 71, 72.`,
		...fields,
	});

/** What the audit trail has of it. */
export const heldOutcome = (supplier: string, candidates: Candidate[], fields: object = {}) => ({
	...{ entity: 'supplier', sap_key: supplier, at: '2026-10-01T05:00:00.000Z', status: 'held', action: 'none' },
	...{ reason: 'ambiguous_vendor_name', message: 'Several Procore vendors have this name: "Acme".' },
	detail: JSON.stringify({ party, candidates }),
	...fields,
});

/** An order that waits for a supplier. */
export const waitingOrder = (order: string, supplier: string, amount: string) =>
	exceptionRow({
		...{ sap_key: order, reason: 'vendor_missing', amount, currency: 'USD' },
		message: `The supplier of the order is not in Procore yet: Purchase order ${order}. Supplier ${supplier}.`,
	});
