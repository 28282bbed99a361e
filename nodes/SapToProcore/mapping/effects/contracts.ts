import { groupBy } from 'lodash';
import { compared, sum } from '../../../shared/decimal';
import { exceptionStatuses } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import { unwrittenContracts } from '../../lanes/requisition/contracts';
import type { DecidedDocuments } from './decided';
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
	for (const [key, { entity, sapKey, placements }] of after.all) {
		if (entity !== 'purchase_order' || !orders.has(sapKey)) continue;
		// An order that comes to one more project gets a contract there, whatever it has elsewhere.
		const known = new Set([...(before.all.get(key)?.placements.values() ?? [])].map(({ contract }) => contract));
		for (const { contract } of placements.values()) if (!known.has(contract)) released.add(contract);
	}
	return (contract) => isCommitted(contract) || released.has(contract);
}

/** A contract does not become smaller than what invoices bill on it, nor does it leave its project, though the order does. */
export function keepBilled(before: DecidedDocuments, after: DecidedDocuments, standing: Standing): void {
	const billed = new Map<string, string>();
	for (const { entity, placements } of before.all.values())
		for (const line of placements.values())
			if (line.bills !== '' && standing.isThere(entity, line))
				billed.set(line.bills, sum([billed.get(line.bills) ?? '0', line.amount]));
	for (const { entity, sapKey, placements } of [...before.all.values()]) {
		if (entity !== 'purchase_order') continue;
		const { placements: placed, stops } = after.of(entity, sapKey);
		for (const lines of Object.values(groupBy([...placements.values()], ({ contract }) => contract))) {
			const [{ contract, projectId, currency } = noLine] = lines;
			const due = billed.get(contract);
			if (due === undefined || stops.has(projectId)) continue;
			const rest = [...placed].filter(([, line]) => line.contract === contract);
			const [was, left] = [lines, rest.map(([, line]) => line)].map((all) =>
				sum(['0', ...all.map(({ amount }) => amount)]),
			);
			const isKept = rest.length > 0 && (compared(left ?? '', was ?? '') >= 0 || compared(left ?? '', due) >= 0);
			if (isKept) continue;
			for (const [line] of rest) placed.delete(line);
			stops.set(projectId, { reason: 'already_billed', message: '', amount: { amount: was ?? '', currency } });
		}
	}
}

const noLine = { contract: '', projectId: '', currency: '' };
