import type { DesiredContract, PurchaseRequisition, RequisitionItemShare } from '../../../shared/model';
import { isUnorderedContract, unorderedContractOriginId } from '../../../shared/originId';
import type { ReasonCode } from '../../../shared/reasons';
import type { KnownContractRow } from '../../ledger/rows';
import { closedReason, type Roster } from '../../lookup/roster';
import { latest } from '../latest';
import type { UnorderedSettings } from './settings';

/** A contract of which nothing is to be left; `index` points into the requisitions given. */
export interface WithdrawnContract {
	index: number;
	desired: DesiredContract;
	allocations: [];
}

/**
 * Contracts of what was not ordered that runs with another setting of *Requisitions* have made: nobody keeps them right any
 * more, so nothing is to be left of them.
 */
export function earlierContracts({
	requisitions,
	roster,
	knownContracts,
	settings,
}: {
	requisitions: PurchaseRequisition[];
	roster: Roster;
	knownContracts: KnownContractRow[];
	settings: Pick<UnorderedSettings, 'system'>;
}): WithdrawnContract[] {
	const known = knownUnordered(knownContracts, settings.system);
	const why = { reason: 'requisitions_off', remark: 'The setting Requisitions has changed.' } as const;
	return latest(requisitions, ({ purchaseRequisition }) => purchaseRequisition).flatMap(({ document, index }) =>
		(known.get(document.purchaseRequisition) ?? []).flatMap((projectId): WithdrawnContract[] => {
			const row = roster.byId(projectId);
			if (row && closedReason(row)) return [];
			const desired = withdrawnContract(document, projectId, { ...settings, lineMethod: 'amount' }, why);
			return [{ index, desired, allocations: [] }];
		}),
	);
}

/** The contracts of what was not ordered that tables know of, by requisition. */
export function knownUnordered(rows: KnownContractRow[], system: string): Map<string, string[]> {
	const projects = new Map<string, string[]>();
	for (const { sap_key, project_id, origin_id } of rows)
		if (isUnorderedContract(origin_id, system)) projects.set(sap_key, [...(projects.get(sap_key) ?? []), project_id]);
	return projects;
}

/** Nothing of the requisition is to stand in the project as not ordered. */
export function withdrawnContract(
	requisition: PurchaseRequisition,
	projectId: string,
	{ system, lineMethod }: Pick<UnorderedSettings, 'system' | 'lineMethod'>,
	{ reason, remark, ordered = [] }: { reason: ReasonCode; remark: string; ordered?: RequisitionItemShare[] },
): DesiredContract {
	const number = requisition.purchaseRequisition;
	return {
		originId: unorderedContractOriginId(system, number, projectId),
		projectId,
		number,
		title: '',
		description: '',
		vendor: { originId: '', id: '' },
		status: 'Draft',
		contractDate: '',
		deliveryDate: '',
		paymentTerms: '',
		currency: '',
		accountingMethod: lineMethod,
		lines: [],
		total: '0',
		source: { entity: 'requisition', sapKey: number, sapChangedAt: requisition.changedAt },
		void: true,
		retainagePercent: '',
		absentReason: reason,
		rejected: false,
		invoicesSent: false,
		unordered: true,
		requisitionItems: ordered,
		remarks: [remark],
	};
}
