import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { SapRequisitionItem } from '../../../simulators/data/sap-requisition-types.ts';
import type { SapData } from '../../../simulators/data/types.ts';
import type { HeldContract, ProcoreState } from './seen.ts';

type Amounts = Map<string, bigint>;

/** Contracts count unless they are drafts or were deleted. */
const counts = ({ status, deleted_at }: HeldContract) => status !== 'Draft' && deleted_at === null;

/**
 * P3 of requisitions that are pending contracts: one of which nothing was ordered stands whole in each of its projects, and
 * one that was ordered whole does not count beside its order.
 * @param apart numbers of requisitions that a person, or an exception, keeps from being as SAP has them
 */
export function pendingDivergence(
	{ requisitions, orders }: SapData,
	{ contracts, projects }: Pick<ProcoreState, 'contracts' | 'projects'>,
	apart: ReadonlySet<string>,
): string[] {
	const numbers = new Map(projects.map(({ id, project_number }) => [project_number, String(id)]));
	const lines = orders.flatMap(({ items }) => items.flatMap(({ scheduleLines }) => scheduleLines));
	const pending = contracts.filter(({ origin_id }) => origin_id?.startsWith('sap:S4P:prc:'));
	return requisitions.flatMap(({ header, items }) => {
		const { PurchaseRequisition: number } = header;
		if (apart.has(number) || lines.some((line) => line.PurchaseRequisition === number)) return [];
		const wanted = openAmounts(items, numbers);
		const held: Amounts = new Map();
		for (const contract of pending.filter((each) => each.origin_id?.split(':')[3] === number && counts(each)))
			held.set(String(contract.project_id), toUnits(contract.grand_total, 2));
		return [...new Set([...wanted.keys(), ...held.keys()])].flatMap((projectId) => {
			const [is, shouldBe] = [held.get(projectId) ?? 0n, wanted.get(projectId) ?? 0n];
			return is === shouldBe
				? []
				: [`P3 requisition ${number} in ${projectId}: ${toText(is, 2)} pending instead of ${toText(shouldBe, 2)}`];
		});
	});
}

/** What is asked for, by project. */
function openAmounts(items: readonly SapRequisitionItem[], numbers: ReadonlyMap<string | null, string>): Amounts {
	const sums: Amounts = new Map();
	for (const item of items.filter(({ IsDeleted, IsClosed }) => !IsDeleted && !IsClosed))
		for (const row of item.assignments.filter(({ IsDeleted }) => !IsDeleted)) {
			const projectId = numbers.get(row.WBSElementExternalID.split('.')[0] ?? '') ?? '';
			const units = toUnits(row.PurReqnNetAmount, currencyDecimals(item.PurReqnItemCurrency));
			sums.set(projectId, (sums.get(projectId) ?? 0n) + units);
		}
	return sums;
}
