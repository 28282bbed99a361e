import { inCurrency } from '../kit/sums';
import { committed, orderOf, type ReportedContract } from './contracts';
import type { SapPart } from './sapSide';

/** An order in one project, as both systems have it. */
export interface Pair {
	purchaseOrder: string;
	projectId: string;
	/** Undefined = SAP does not list the order. */
	part: SapPart | undefined;
	/** Undefined = Procore has none, or a deleted one. */
	contract: ReportedContract | undefined;
	deleted: ReportedContract | undefined;
	currency: string;
	sapAmount: string;
	procoreCurrency: string;
	procoreAmount: string;
}

export interface Currencies {
	/** Currency of a project where its contract does not tell. */
	ofProject(projectId: string): string;
	/** Amounts of orders in other currencies are sent as they are, so they compare as they are. */
	asSent: boolean;
}

const keyOf = (purchaseOrder: string, projectId: string) => `${purchaseOrder}|${projectId}`;

/** Puts together what belongs together: by our origin ID, never by number or name. */
export function pairsOf(
	parts: readonly SapPart[],
	contracts: readonly ReportedContract[],
	system: string,
	currencies: Currencies,
): Pair[] {
	const held = new Map<string, { contract?: ReportedContract; deleted?: ReportedContract }>();
	const wholes = new Map<string, SapPart>();
	const pairs = new Map<string, { purchaseOrder: string; projectId: string; part: SapPart | undefined }>();
	for (const part of parts) {
		const { purchaseOrder } = part.order;
		pairs.set(keyOf(purchaseOrder, part.projectId), { purchaseOrder, projectId: part.projectId, part });
		if (part.projectId === '') wholes.set(purchaseOrder, part);
	}
	for (const contract of contracts) {
		const own = orderOf(contract, system);
		if (!own) continue;
		const key = keyOf(own.purchaseOrder, own.projectId);
		const known = held.get(key) ?? {};
		held.set(key, { ...known, [contract.deleted_at === '' ? 'contract' : 'deleted']: contract });
		// What is said of the order as a whole holds for its contracts, too: they should not be there.
		const whole = wholes.get(own.purchaseOrder);
		if (!pairs.has(key)) pairs.set(key, { ...own, part: whole && { ...whole, lines: [], amount: '0' } });
	}
	return [...pairs].map(([key, pair]) => {
		const { contract, deleted } = held.get(key) ?? {};
		return { ...pair, contract, deleted, ...amountsOf(pair, contract, currencies) };
	});
}

function amountsOf(
	{ projectId, part }: Pick<Pair, 'projectId' | 'part'>,
	contract: ReportedContract | undefined,
	{ ofProject, asSent }: Currencies,
): Pick<Pair, 'currency' | 'sapAmount' | 'procoreCurrency' | 'procoreAmount'> {
	const told = contract?.currency_configuration?.currency_iso_code || ofProject(projectId);
	const currency = part?.order.currency ?? told;
	const procoreCurrency = !contract || asSent || told === '' ? currency : told;
	return {
		currency,
		sapAmount: inCurrency(part?.amount ?? '0', currency),
		procoreCurrency,
		procoreAmount: inCurrency(contract ? committed(contract) : '0', procoreCurrency),
	};
}

export const currenciesDiffer = ({ currency, procoreCurrency }: Pair) => currency !== procoreCurrency;
