import { isZero, subtracted, sum } from '../../../shared/decimal';
import { inCurrency } from '../kit/sums';
import type { OtherContract, ProjectTotals } from './model';
import type { Pair } from './pairs';

interface Sums {
	orders: Set<string>;
	sap: string[];
	procore: string[];
	differences: string[];
	others: string[];
}

const none = (): Sums => ({ orders: new Set(), sap: [], procore: [], differences: [], others: [] });

/**
 * Totals by project and currency. Each side of a pair goes to its own currency, and so does its part of the difference:
 * that way every total ties out even where currencies differ.
 */
export function projectTotals(
	pairs: readonly Pair[],
	differing: ReadonlySet<Pair>,
	others: readonly OtherContract[],
	nameOf: (projectId: string) => string,
): ProjectTotals[] {
	const totals = new Map<string, { projectId: string; currency: string; sums: Sums }>();
	const sumsOf = (projectId: string, currency: string) => {
		const key = `${projectId}|${currency}`;
		const known = totals.get(key) ?? { projectId, currency, sums: none() };
		totals.set(key, known);
		return known.sums;
	};
	for (const pair of pairs) {
		if (isZero(pair.sapAmount) && isZero(pair.procoreAmount)) continue;
		const sap = sumsOf(pair.projectId, pair.currency);
		const procore = sumsOf(pair.projectId, pair.procoreCurrency);
		sap.orders.add(pair.purchaseOrder);
		sap.sap.push(pair.sapAmount);
		procore.procore.push(pair.procoreAmount);
		if (!differing.has(pair)) continue;
		sap.differences.push(pair.sapAmount);
		procore.differences.push(subtracted('0', pair.procoreAmount));
	}
	for (const { projectId, currency, amount } of others) sumsOf(projectId, currency).others.push(amount);
	return [...totals.values()]
		.map(({ projectId, currency, sums }) => {
			const figure = (amounts: string[]) => inCurrency(sum(amounts), currency);
			const [sap, procore, differences] = [figure(sums.sap), figure(sums.procore), figure(sums.differences)];
			return {
				...{ projectId, project: nameOf(projectId), currency, orders: sums.orders.size },
				...{ sap, procore, differences, others: figure(sums.others) },
				tiesOut: isZero(subtracted(subtracted(sap, differences), procore)),
			};
		})
		.sort((a, b) => a.project.localeCompare(b.project, 'en') || a.currency.localeCompare(b.currency));
}
