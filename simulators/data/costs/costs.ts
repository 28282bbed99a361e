import { dayBefore } from '../dates.ts';
import type { ProjectSpec } from '../project-spec.ts';
import type { SapPosting } from '../sap-cost-types.ts';
import type { SapPurchaseOrder } from '../sap-order-types.ts';
import { buildPosting, opposite, payableOf, type PostingSpec } from './build-posting.ts';
import { costRecipes } from './case-recipes.ts';
import { orderCosts } from './order-costs.ts';
import { plainCosts, type WbsKeysOf } from './plain-costs.ts';

/** An awkward situation: the journal entries it is about. */
export interface CostCase {
	documents: string[];
	note: string;
}

/**
 * The settlement run of September: of every tenth WBS element that has costs, each posting is handed on by a credit on its
 * account, which brings the element to zero.
 */
function settlementRun(postings: readonly PostingSpec[], firstDocument: number): PostingSpec[] {
	const elements = [...new Set(postings.map(({ wbsInternalId }) => wbsInternalId))].filter(
		(_, index) => index % 10 === 0,
	);
	return postings
		.filter(({ wbsInternalId }) => elements.includes(wbsInternalId))
		.map((posting, index) => ({
			...posting,
			reverses: undefined,
			document: String(firstDocument + index),
			kind: 'settlement',
			amount: opposite(posting.amount),
			postingDate: dayBefore(1),
			createdAt: `${dayBefore(1)}T22:00:00Z`,
		}));
}

/**
 * All postings of a data set and the cases among them. Ordinary documents count from 1900000001 on, a thousand numbers a
 * project; those of the cases from 1990000001. Of some documents the payable is there as well.
 *
 * @param isLarge costs on 150 accounts a project instead of ten
 * @param orders ordinary ones, which have costs as well
 */
export function buildCosts(
	projects: readonly ProjectSpec[],
	isLarge: boolean,
	keysOf: WbsKeysOf,
	orders: readonly SapPurchaseOrder[],
	projectIdOf: (wbsInternalId: string) => string,
): { postings: SapPosting[]; cases: Record<string, CostCase> } {
	const plain = projects
		.filter((project) => project.active)
		.flatMap((project, index) => plainCosts(project, isLarge, keysOf, 1900000001 + index * 1000));
	const odd: PostingSpec[] = [];
	const cases: Record<string, CostCase> = {};
	for (const [name, recipe] of Object.entries(costRecipes)) {
		const first = odd.length;
		const number = (at: number) => String(1990000001 + at);
		for (const [index, { wbsElement, reverses, companyCode, ledger, ...posting }] of recipe.postings.entries()) {
			// The parallel ledger shows the document of the leading one.
			const at = ledger === undefined ? first + index : first + index - 1;
			odd.push({
				...posting,
				document: number(at),
				companyCode: companyCode ?? '1710',
				ledger,
				...(wbsElement === undefined ? {} : keysOf(wbsElement)),
				...(reverses === undefined ? {} : { reverses: number(first + reverses) }),
				postingDate: posting.postingDate ?? dayBefore(14),
				createdAt: `${dayBefore(14)}T10:00:00Z`,
			});
		}
		const documents = odd.slice(first).map(({ document }) => document);
		cases[name] = { documents: [...new Set(documents)], note: recipe.note };
	}
	const reversed = new Set([...plain, ...odd].flatMap(({ reverses }) => reverses ?? []));
	const payables = plain
		.filter(({ document, reverses }) => document.endsWith('1') && reverses === undefined && !reversed.has(document))
		.map(payableOf);
	const postings = [
		...plain,
		...payables,
		...settlementRun(plain, 1600000001),
		...orderCosts(orders, projectIdOf),
		...odd,
	].map((spec) => ({
		...buildPosting(spec),
		IsReversed: reversed.has(spec.document),
	}));
	return { postings, cases };
}
