import type { DesiredRequisition } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { ContractDirectory } from '../contract/list';
import { identityIn } from './identity';
import { readRequisitions } from './list';
import { getRequisition, procoreRequisitionSchema, type ProcoreRequisition } from './record';

/** The requisitions of a project by what they are known by. */
export interface RequisitionDirectory {
	/** By our identity. Procore keeps it from being there twice only where it is an `origin_id`. */
	byOriginId: Map<string, ProcoreRequisition[]>;
	/** Those that carry no identity, by their invoice number: the second witness, together with the contract. */
	byNumber: Map<string, ProcoreRequisition[]>;
}

function add<K>(map: Map<K, ProcoreRequisition[]>, key: K, requisition: ProcoreRequisition): void {
	map.set(key, [...(map.get(key) ?? []), requisition]);
}

/** Reads the requisitions of a project with their items. */
export async function requisitionDirectory(client: Client, projectId: string): Promise<RequisitionDirectory> {
	const directory: RequisitionDirectory = { byOriginId: new Map(), byNumber: new Map() };
	for (const requisition of await readRequisitions(client, projectId)) {
		const identity = identityIn(requisition);
		if (identity) add(directory.byOriginId, identity, requisition);
		else if (requisition.invoice_number) add(directory.byNumber, requisition.invoice_number, requisition);
	}
	return directory;
}

/**
 * The requisition without an identity that bills the contract under the number of this one. Where the list does not tell
 * what we remember, it is asked for by itself.
 *
 * @returns undefined when there is none, or when it turns out to be another one
 * @throws NodeApiError when Procore cannot be read
 */
export async function witnessedBy(
	client: Client,
	{ originId, contractOriginId, number, projectId }: DesiredRequisition,
	{ byNumber }: RequisitionDirectory,
	{ byOriginId: contracts }: ContractDirectory,
): Promise<ProcoreRequisition | undefined> {
	const contract = contracts.get(contractOriginId);
	const [found] = (byNumber.get(number) ?? []).filter(
		({ commitment_id: id }) => contract && String(id) === String(contract.id),
	);
	if (!found || found.origin_data !== undefined) return found;
	const whole = await read(client, projectId, found);
	return [originId, ''].includes(identityIn(whole)) ? whole : undefined;
}

const read = async (client: Client, projectId: string, { id }: ProcoreRequisition) =>
	procoreRequisitionSchema.parse(await getRequisition(client, projectId, String(id)));

/**
 * Whether Procore has the requisition that this one requires. Where the list does not tell what we remember, those of the
 * contract are asked for one by one.
 *
 * @throws NodeApiError when Procore cannot be read
 */
export async function hasRequired(
	client: Client,
	{ requires, contractOriginId, projectId }: Pick<DesiredRequisition, 'requires' | 'contractOriginId' | 'projectId'>,
	{ byOriginId, byNumber }: RequisitionDirectory,
	contracts: ContractDirectory,
): Promise<boolean> {
	if (requires === undefined || byOriginId.has(requires)) return true;
	const contract = contracts.byOriginId.get(contractOriginId);
	for (const one of [...byNumber.values()].flat())
		if (contract && one.origin_data === undefined && String(one.commitment_id) === String(contract.id))
			if (identityIn(await read(client, projectId, one)) === requires) return true;
	return false;
}
