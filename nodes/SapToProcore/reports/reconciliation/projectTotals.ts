import { isZero, subtracted, sum } from '../../../shared/decimal';
import { inCurrency } from '../kit/sums';
import {
	gapGroups,
	groupOfKind,
	type DifferenceKind,
	type GapGroup,
	type OtherContract,
	type ProjectTotals,
	type TiesOut,
} from './model';
import type { Pair } from './pairs';

interface Sums {
	orders: Set<string>;
	sap: string[];
	procore: string[];
	gaps: Record<GapGroup, string[]>;
	others: string[];
}

const eachGroup = <T>(of: (group: GapGroup) => T) =>
	Object.fromEntries(gapGroups.map((group) => [group, of(group)])) as Record<GapGroup, T>;

const none = (): Sums => ({ orders: new Set(), sap: [], procore: [], gaps: eachGroup(() => []), others: [] });

export interface Totalled {
	pairs: readonly Pair[];
	/** Why pairs differ, of those that do. */
	kinds: ReadonlyMap<Pair, DifferenceKind>;
	others: readonly OtherContract[];
	/** Projects of which not everything could be read. */
	unread: ReadonlySet<string>;
	nameOf(projectId: string): string;
}

/**
 * Totals by project and currency. Each side of a pair goes to its own currency, and so does its part of the difference:
 * that way the differences account for the totals even where currencies differ. What nobody has given a reason for is
 * unexplained, and no sum of such differences, even 0, ties out.
 */
export function projectTotals({ pairs, kinds, others, unread, nameOf }: Totalled): ProjectTotals[] {
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
		const kind = kinds.get(pair);
		if (!kind) continue;
		const group = groupOfKind[kind];
		sap.gaps[group].push(pair.sapAmount);
		procore.gaps[group].push(subtracted('0', pair.procoreAmount));
	}
	for (const { projectId, currency, amount } of others) sumsOf(projectId, currency).others.push(amount);
	const compared = [...totals.values()].map(({ projectId, currency, sums }): ProjectTotals => {
		const figure = (amounts: string[]) => inCurrency(sum(amounts), currency);
		const { unexplained, ...explained } = sums.gaps;
		return {
			...{ projectId, project: nameOf(projectId), currency, orders: sums.orders.size },
			...{ sap: figure(sums.sap), procore: figure(sums.procore), others: figure(sums.others) },
			...{ explained: figure(Object.values(explained).flat()), unexplained: figure(unexplained) },
			gaps: eachGroup((group) => figure(sums.gaps[group])),
			tiesOut: unexplained.length > 0 ? 'no' : unread.has(projectId) ? 'not read' : 'yes',
		};
	});
	const known = new Set(compared.map(({ projectId }) => projectId));
	const untouched = [...unread].filter((projectId) => projectId !== '' && !known.has(projectId));
	return [...compared, ...untouched.map((projectId) => notRead(projectId, nameOf(projectId)))].sort(
		(a, b) => a.project.localeCompare(b.project, 'en') || a.currency.localeCompare(b.currency),
	);
}

const notRead = (projectId: string, project: string): ProjectTotals => ({
	...{ projectId, project, currency: '', orders: 0, sap: '', procore: '', explained: '', unexplained: '', others: '' },
	gaps: eachGroup(() => ''),
	tiesOut: 'not read',
});

/** Of all projects together. */
export function allTieOut(projects: readonly ProjectTotals[], unread: ReadonlySet<string>): TiesOut {
	if (projects.some(({ tiesOut }) => tiesOut === 'no')) return 'no';
	return unread.size > 0 ? 'not read' : 'yes';
}
