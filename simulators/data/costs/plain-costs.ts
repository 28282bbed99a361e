import { dayBefore } from '../dates.ts';
import type { ProjectSpec } from '../project-spec.ts';
import { randomFor } from '../random.ts';
import { costPositions } from '../sap-projects.ts';
import { allCostAccounts, amountText, boughtAccounts } from './accounts.ts';
import { opposite, type PostingSpec } from './build-posting.ts';

export interface WbsKeys {
	wbsInternalId: string;
	projectInternalId: string;
}

/** Gives the internal IDs by which postings name a WBS element. */
export type WbsKeysOf = (wbsElement: string) => WbsKeys;

/**
 * Ordinary postings of a project: on all 150 cost accounts, or on ten of those that orders use. Every account ends above
 * zero; now and then there is a credit memo, or a posting that was reversed.
 */
export function plainCosts(
	project: ProjectSpec,
	isLarge: boolean,
	keysOf: WbsKeysOf,
	firstDocument: number,
): PostingSpec[] {
	const random = randomFor('costs', project.id, String(isLarge));
	const start = random.int(0, boughtAccounts.length - 1);
	const some = Array.from(
		{ length: 10 },
		(_, index) => boughtAccounts[(start + index * 3) % boughtAccounts.length] ?? '',
	);
	const postings: PostingSpec[] = [];
	const post = (glAccount: string, amount: string, reverses?: string): PostingSpec => {
		const days = random.int(1, 330);
		const posting: PostingSpec = {
			document: String(firstDocument + postings.length),
			companyCode: project.companyCode,
			glAccount,
			amount,
			...keysOf(`${project.sapProject}.${random.pick(costPositions)}`),
			postingDate: dayBefore(days),
			createdAt: `${dayBefore(days)}T${String(random.int(10, 18))}:${String(random.int(10, 59))}:00Z`,
			...(reverses === undefined ? {} : { reverses }),
		};
		postings.push(posting);
		return posting;
	};
	for (const glAccount of isLarge ? allCostAccounts : some) {
		for (let left = random.int(1, 3); left > 0; left--)
			post(glAccount, amountText(project.currency, 500, 20000, random));
		if (random.chance(8)) post(glAccount, opposite(amountText(project.currency, 20, 400, random)));
		if (!random.chance(5)) continue;
		const mistake = post(glAccount, amountText(project.currency, 100, 900, random));
		const reversal = post(glAccount, opposite(mistake.amount), mistake.document);
		Object.assign(reversal, { wbsInternalId: mistake.wbsInternalId });
	}
	return postings;
}
