import { costCodes, costTypes, glAccountOf } from '../cost-codes.ts';
import { dayBefore } from '../dates.ts';
import { wares } from '../orders/trades.ts';
import type { ProjectSpec } from '../project-spec.ts';
import { type Random, randomFor } from '../random.ts';
import { costPositions } from '../sap-projects.ts';
import { opposite, type PostingSpec } from './build-posting.ts';

export interface WbsKeys {
	wbsInternalId: string;
	projectInternalId: string;
}

/** Gives the internal IDs by which postings name a WBS element. */
export type WbsKeysOf = (wbsElement: string) => WbsKeys;

const allAccounts = costCodes.flatMap(({ code }) => costTypes.map(({ code: type }) => glAccountOf(code, type)));
const usedAccounts = [...new Set(wares.map(({ code, type }) => glAccountOf(code, type)))];

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
	const start = random.int(0, usedAccounts.length - 1);
	const some = Array.from({ length: 10 }, (_, index) => usedAccounts[(start + index * 3) % usedAccounts.length] ?? '');
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
	for (const glAccount of isLarge ? allAccounts : some) {
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

function amountText(currency: string, from: number, to: number, random: Random): string {
	const whole = String(random.int(from, to));
	if (currency === 'JPY') return `${whole}${random.digits(2)}`;
	return `${whole}.${currency === 'KWD' ? random.digits(3) : random.digits(2)}`;
}
