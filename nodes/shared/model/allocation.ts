import { z } from 'zod/v3';
import { decimalText, text } from './primitives';

/**
 * Where one account assignment (or one amount of a project's costs) went, and which row of the mapping tables decided;
 * becomes a row of `sap_procore_allocations` once the object that carries it was written. Document, project and object are
 * said by that object alone: n8n keeps every item of an execution, and an order has hundreds of assignments.
 * `sapItem` and `assignment` are `""` for documents that have none.
 */
export const allocationSchema = z.object({
	sapItem: text,
	assignment: text,
	lineOriginId: text,
	companyCode: text,
	glAccount: text,
	costCenter: text,
	wbsElement: text,
	amount: decimalText,
	currency: text,
	costCode: text,
	costType: text,
	rule: text,
});
export type Allocation = z.infer<typeof allocationSchema>;

/**
 * What a desired object and its outcome tell about the documents they come from.
 *
 * - `mappedAssignments`: where each account assignment went; recorded once the object is in Procore
 * - `covers`: keys (`documentKey` of the entity) of the fetched documents, where an outcome is not about a single one
 */
export const provenance = {
	mappedAssignments: z.array(allocationSchema).optional(),
	covers: z.array(z.string()).optional(),
};
