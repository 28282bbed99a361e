import { z } from 'zod';
import { exceptionStatuses } from '../../../shared/model';

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
