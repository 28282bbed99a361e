import { keyInOriginId } from '../../../shared/originId';
import type { ExceptionRow } from '../../ledger/rows';

type OrderException = Pick<ExceptionRow, 'entity' | 'sap_key' | 'project_id' | 'status'>;

/** Whether the order of a contract has such an exception, in its project or as a whole, by the contract's origin ID. */
function orderHas(system: string, exceptions: OrderException[], isSuch: (exception: OrderException) => boolean) {
	const told = new Set(
		exceptions
			.filter((each) => each.entity === 'purchase_order' && each.sap_key !== '' && isSuch(each))
			.map(({ sap_key, project_id }) => `${sap_key}|${project_id}`),
	);
	return (originId: string): boolean => {
		const [order = '', project = ''] = keyInOriginId(originId, system, 'po') ?? [];
		return order !== '' && (told.has(`${order}|${project}`) || told.has(`${order}|`));
	};
}

/** Contracts of orders that may be others in Procore than in SAP: an exception of their order is not resolved. */
export const unsettledContracts = (system: string, exceptions: OrderException[]): Pick<ReadonlySet<string>, 'has'> => ({
	has: orderHas(system, exceptions, ({ status }) => status !== 'resolved'),
});

/**
 * Contracts that are known not to be in Procore by what earlier lanes have recorded: the table of contracts has no row of
 * them, and an open exception of their order, in their project or as a whole, says why.
 */
export function unwrittenContracts(
	system: string,
	contracts: Array<{ origin_id: string }>,
	exceptions: OrderException[],
): Pick<ReadonlySet<string>, 'has'> {
	const written = new Set(contracts.map(({ origin_id }) => origin_id));
	const isOpen = orderHas(system, exceptions, ({ status }) => status === 'open');
	return { has: (originId) => !written.has(originId) && isOpen(originId) };
}
