import { exceptionStatuses } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import { unwrittenContracts } from '../../lanes/requisition/contracts';
import type { Decided, DecidedDocuments } from './decided';
import type { EffectInput } from './input';
import type { Reading } from './reading';
import type { Standing } from './standing';

/** Whether somebody or another run has to see to it. */
export const isException = (reason: string) => exceptionStatuses.includes(reasonFor(reason).status);

/** Contracts that are not there when the lane of requisitions runs: by then the orders that are read have been decided on. */
export function absentAfter(input: EffectInput, { orders }: Reading, after: DecidedDocuments) {
	const decided = [...after.all.values()].filter(
		({ entity, sapKey }) => entity === 'purchase_order' && orders.has(sapKey),
	);
	const written = decided.flatMap(({ placements }) =>
		[...placements.values()].map((each) => ({ origin_id: each.contract })),
	);
	const open = decided.flatMap(({ sapKey, stops }) =>
		[...stops]
			.filter(([, { reason }]) => isException(reason))
			.map(([project_id]) => ({ entity: 'purchase_order', sap_key: sapKey, project_id, status: 'open' })),
	);
	const others = input.exceptions.filter(({ entity, sap_key }) => entity !== 'purchase_order' || !orders.has(sap_key));
	return unwrittenContracts(input.next.system, [...input.contracts, ...written], [...others, ...open]);
}

/** A contract that is released as approved covers the costs of its order in the same run. */
export function committedAfter(
	{ isCommitted, next }: EffectInput,
	{ orders }: Reading,
	before: DecidedDocuments,
	after: DecidedDocuments,
): EffectInput['isCommitted'] {
	if (next.orders.contractStatus !== 'Approved') return isCommitted;
	const released = new Set<string>();
	for (const [key, { entity, sapKey, placements }] of after.all)
		if (entity === 'purchase_order' && orders.has(sapKey) && !before.all.get(key)?.placements.size)
			for (const { contract } of placements.values()) released.add(contract);
	return (contract) => isCommitted(contract) || released.has(contract);
}

/** A contract that an invoice bills does not leave its project, though the order does. */
export function keepBilled(before: DecidedDocuments, after: DecidedDocuments, standing: Standing): void {
	const placed = (decided: Decided | undefined) => [...(decided?.placements.values() ?? [])];
	const billed = new Set(
		[...before.all.values()].flatMap((each) =>
			placed(each).flatMap((line) => (standing.isThere(each.entity, line) ? [line.bills] : [])),
		),
	);
	for (const [key, { entity, sapKey }] of before.all) {
		const lines = entity === 'purchase_order' ? placed(before.all.get(key)) : [];
		const stays = new Set(placed(after.all.get(key)).map(({ contract }) => contract));
		for (const { contract, projectId, currency, amount } of lines) {
			const { stops } = after.of(entity, sapKey);
			if (!billed.has(contract) || stays.has(contract) || stops.has(projectId)) continue;
			stops.set(projectId, { reason: 'already_billed', message: '', amount: { amount, currency } });
		}
	}
}
