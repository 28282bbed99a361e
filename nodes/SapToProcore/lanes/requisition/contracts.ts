import { keyInOriginId } from '../../../shared/originId';
import type { ExceptionRow } from '../../ledger/rows';

/**
 * Contracts of orders that may be others in Procore than in SAP: an exception of their order, in their project or as a
 * whole, is not resolved.
 */
export function unsettledContracts(
	system: string,
	exceptions: Array<Pick<ExceptionRow, 'entity' | 'sap_key' | 'project_id' | 'status'>>,
): Pick<ReadonlySet<string>, 'has'> {
	const unsettled = new Set(
		exceptions.flatMap(({ entity, sap_key, project_id, status }) =>
			entity === 'purchase_order' && status !== 'resolved' ? [`${sap_key}|${project_id}`] : [],
		),
	);
	return {
		has: (originId) => {
			const [order = '', project = ''] = keyInOriginId(originId, system, 'po') ?? [];
			return unsettled.has(`${order}|${project}`) || unsettled.has(`${order}|`);
		},
	};
}

/**
 * Contracts that are known not to be in Procore by what earlier lanes have recorded: the table of contracts has no row of
 * them, and an open exception of their order, in their project or as a whole, says why.
 */
export function unwrittenContracts(
	system: string,
	contracts: Array<{ origin_id: string }>,
	exceptions: Array<Pick<ExceptionRow, 'entity' | 'sap_key' | 'project_id' | 'status'>>,
): Pick<ReadonlySet<string>, 'has'> {
	const written = new Set(contracts.map(({ origin_id }) => origin_id));
	const open = new Set(
		exceptions.flatMap(({ entity, sap_key, project_id, status }) =>
			entity === 'purchase_order' && status === 'open' && sap_key !== '' ? [`${sap_key}|${project_id}`] : [],
		),
	);
	return {
		has: (originId) => {
			const [order, project] = keyInOriginId(originId, system, 'po') ?? [];
			if (!order || written.has(originId)) return false;
			return open.has(`${order}|${project}`) || open.has(`${order}|`);
		},
	};
}
