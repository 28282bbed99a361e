import { isZero, subtracted, sum } from '../../../shared/decimal';
import { inCurrency } from '../kit/sums';
import type { DifferenceKind, OtherContract, ProjectTotals, TiesOut } from './model';
import type { Pair } from './pairs';

interface Sums {
	orders: Set<string>;
	sap: string[];
	procore: string[];
	explained: string[];
	unexplained: string[];
	others: string[];
}

const none = (): Sums => ({ orders: new Set(), sap: [], procore: [], explained: [], unexplained: [], others: [] });

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
		const side = isExplained(kind) ? 'explained' : 'unexplained';
		sap[side].push(pair.sapAmount);
		procore[side].push(subtracted('0', pair.procoreAmount));
	}
	for (const { projectId, currency, amount } of others) sumsOf(projectId, currency).others.push(amount);
	const compared = [...totals.values()].map(({ projectId, currency, sums }): ProjectTotals => {
		const figure = (amounts: string[]) => inCurrency(sum(amounts), currency);
		return {
			...{ projectId, project: nameOf(projectId), currency, orders: sums.orders.size },
			...{ sap: figure(sums.sap), procore: figure(sums.procore), others: figure(sums.others) },
			...{ explained: figure(sums.explained), unexplained: figure(sums.unexplained) },
			tiesOut: sums.unexplained.length > 0 ? 'no' : unread.has(projectId) ? 'not read' : 'yes',
		};
	});
	const known = new Set(compared.map(({ projectId }) => projectId));
	const untouched = [...unread].filter((projectId) => projectId !== '' && !known.has(projectId));
	return [...compared, ...untouched.map((projectId) => notRead(projectId, nameOf(projectId)))].sort(
		(a, b) => a.project.localeCompare(b.project, 'en') || a.currency.localeCompare(b.currency),
	);
}

/** A difference that the next run should have brought about says nothing of why it is there. */
const isExplained = (kind: DifferenceKind) => kind !== 'not_sent';

const notRead = (projectId: string, project: string): ProjectTotals => ({
	...{ projectId, project, currency: '', orders: 0, sap: '', procore: '', explained: '', unexplained: '', others: '' },
	tiesOut: 'not read',
});

/** Of all projects together. */
export function allTieOut(projects: readonly ProjectTotals[], unread: ReadonlySet<string>): TiesOut {
	if (projects.some(({ tiesOut }) => tiesOut === 'no')) return 'no';
	return unread.size > 0 ? 'not read' : 'yes';
}
