import { z } from 'zod';
import { exceptionStatuses } from '../../../shared/model';
import { keyInOriginId } from '../../../shared/originId';
import type { ExceptionRow } from '../../ledger/rows';

/** A row of `sap_procore_contracts`, or the outcome of a contract in the order lane of this run. */
export const contractReferenceSchema = z
	.object({
		origin_id: z.string().nullish(),
		originId: z.string().nullish(),
		procoreId: z.string().nullish(),
		status: z.string().nullish(),
	})
	.transform((given) => ({
		originId: given.origin_id ?? given.originId ?? '',
		absent: exceptionStatuses.some((status) => status === given.status) && (given.procoreId ?? '') === '',
	}));
export type ContractReference = z.infer<typeof contractReferenceSchema>;

/**
 * Contracts that are known not to be in Procore: the order lane of this run could not write them, and no earlier one has.
 * Of all others nothing is known here; Procore itself is looked at before a requisition is written.
 */
export function absentContracts(references: ContractReference[]): ReadonlySet<string> {
	const absent = new Set(references.filter((each) => each.absent).map(({ originId }) => originId));
	for (const each of references) if (!each.absent) absent.delete(each.originId);
	absent.delete('');
	return absent;
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
