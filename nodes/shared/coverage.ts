import { compared, currencyDecimals, decimal, rounded, subtracted, sum } from './decimal';
import type { CostPart, DesiredDirectCost, OverContract } from './model';
import { split } from './split';

/** What of the costs of one order is a direct cost. */
export interface Coverage {
	/** What becomes lines of direct costs; amounts of 0 for what a contract covers, so that it leaves Procore. */
	parts: CostPart[];
	/** Amount of the contract that covers the order in this project; undefined = none does. */
	contractAmount?: string;
	/** What SAP posted beyond it; `0` = nothing. */
	excess: string;
}

/** A contract as Procore lists it; `deleted_at` is `""` as long as it is there. */
interface ListedContract {
	status: string;
	deleted_at: string;
	grand_total?: string | undefined;
	approved_change_orders?: string | undefined;
}

/** Statuses in which Procore's budget counts a contract as committed. */
const committedStatuses: ReadonlySet<string> = new Set(['Approved', 'Closed', 'Complete']);

/** What Procore's budget shows of a contract as committed; undefined = nothing. */
export function committedAmount(contract: ListedContract | undefined): string | undefined {
	if (contract?.deleted_at !== '' || !committedStatuses.has(contract.status)) return undefined;
	const { grand_total = '0', approved_change_orders = '0' } = contract;
	return sum([grand_total, approved_change_orders]);
}

/**
 * What of the costs of an order its contract leaves over. As long as no contract counts as committed, all of it is a direct
 * cost. What goes beyond the amount of the contract is so in the period in which it went beyond; it is divided among cost
 * codes as the costs of the order are, and left alone where the policy is only to name it.
 *
 * @param committed {@link committedAmount} of the contract that the order has in the project of the costs
 */
export function coverageOf(
	{ parts, currency }: Pick<DesiredDirectCost, 'parts' | 'currency'>,
	committed: string | undefined,
	overContract: OverContract,
): Coverage {
	if (committed === undefined) return { parts, excess: '0' };
	// As the lane wrote the amounts: a row of `sap_procore_values` may have said how many decimal places they have.
	const decimals = Math.max(currencyDecimals(currency), ...parts.map(({ amount }) => decimal(amount).scale));
	const contractAmount = rounded(committed, decimals);
	const excess = beyond(sum(parts.map(({ amount }) => amount)), contractAmount);
	const counted =
		overContract === 'send'
			? partsBeyond(parts, contractAmount, decimals)
			: parts.map((part) => ({ ...part, amount: rounded('0', decimals) }));
	return { parts: counted, contractAmount, excess: rounded(excess, decimals) };
}

const beyond = (posted: string, contractAmount: string) =>
	compared(posted, contractAmount) > 0 ? subtracted(posted, contractAmount) : '0';

/** By period what the costs up to it go beyond the contract by, less what those before it did. */
function partsBeyond(parts: CostPart[], contractAmount: string, decimals: number): CostPart[] {
	const codes = new Map<string, { posted: string; beyond: string }>();
	const periods = [...new Set(parts.map(({ period }) => period))].sort();
	return periods.flatMap((period) => {
		const own = parts.filter((part) => part.period === period);
		for (const { costCode, costType, amount } of own) {
			const key = JSON.stringify([costCode, costType]);
			const known = codes.get(key) ?? { posted: '0', beyond: '0' };
			codes.set(key, { ...known, posted: sum([known.posted, amount]) });
		}
		const total = beyond(sum([...codes.values()].map(({ posted }) => posted)), contractAmount);
		const shares = [...codes].map(([key, { posted }]) => ({ key, weight: positive(posted) }));
		const divided = split(total, shares, decimals) ?? shares.map(() => '0');
		return [...codes].map(([key, known], index): CostPart => {
			const [costCode = '', costType = ''] = JSON.parse(key) as string[];
			const now = divided[index] ?? '0';
			codes.set(key, { ...known, beyond: now });
			return { period, costCode, costType, amount: rounded(subtracted(now, known.beyond), decimals) };
		});
	});
}

const positive = (amount: string) => (decimal(amount).unscaled > 0n ? amount : '0');
