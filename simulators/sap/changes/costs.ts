import { z } from 'zod';
import type { ChangeHandlers } from '../../core/changes.ts';
import { type PostingKind, postingKinds } from '../../data/costs/build-posting.ts';
import { balanceSheet } from '../../data/costs/gl-accounts.ts';
import { type ChangeContext, fields, found, type Stamp, stamp, stampText, text } from './context.ts';
import { moveCost, postCost, reverseCost, settle } from './edit-costs.ts';

export const signed = z.string().regex(/^-?\d+(\.\d+)?$/, 'is not a decimal number as text');
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day YYYY-MM-DD');
export const period = z.string().regex(/^\d{3}$/, 'is not a fiscal period like 010');
export const year = z.string().regex(/^\d{4}$/, 'is not a year');
export const companyCodeSchema = z.enum(['1010', '1710', '2810', '2910']);
const when = { postingDate: day.optional(), stamp };

export const costChangeSchemas = [
	/**
	 * A cost on a WBS element, a cost center or an internal order; a credit is negative. What names a purchase order is its
	 * goods receipt, or its invoice where `kind` says so, and goes where its account assignment goes.
	 */
	z
		.object({
			do: z.literal('post-cost'),
			kind: z.enum(Object.keys(postingKinds) as [PostingKind, ...PostingKind[]]).optional(),
			glAccount: text.optional(),
			purchaseOrder: text.optional(),
			purchaseOrderItem: text.optional(),
			assignment: text.optional(),
			supplier: text.optional(),
			personnelNumber: text.optional(),
			fiscalYear: year.optional(),
			fiscalPeriod: period.optional(),
			amount: signed,
			wbsElement: text.optional(),
			costCenter: text.optional(),
			order: text.optional(),
			companyCode: companyCodeSchema.optional(),
			ledger: text.optional(),
			text: z.string().max(50).optional(),
			...when,
		})
		.strict(),
	z.object({ do: z.literal('reverse-cost'), document: text, ...when }).strict(),
	/** Reposted to another WBS element; whether the repost names the purchase order is not documented. */
	z
		.object({
			do: z.literal('move-cost'),
			document: text,
			wbsElement: text,
			keepsOrder: z.boolean().default(true),
			...when,
		})
		.strict(),
	/** A settlement run of one WBS element, to an account of its own. */
	z
		.object({
			do: z.literal('settle'),
			wbsElement: text,
			receiver: text.default(balanceSheet.downPayments),
			...when,
		})
		.strict(),
	/** Fields of an account, or of its text in a language: each has a stamp of its own. */
	z
		.object({ do: z.literal('edit-gl-account'), glAccount: text, set: fields, language: text.optional(), stamp })
		.strict(),
	/** Fields of the time slice of a cost center that is valid last; it has no stamp. */
	z.object({ do: z.literal('edit-cost-center'), costCenter: text, set: fields, language: text.optional() }).strict(),
] as const;

type CostChange = z.output<(typeof costChangeSchemas)[number]>;

/** Postings and accounts are stamped without decimals. `stamp: false` is the clock's time here: SAP always keeps one. */
function moments(change: { postingDate?: string | undefined; stamp?: Stamp }, now: number) {
	const full = stampText(change.stamp === false ? undefined : change.stamp, now) ?? '';
	const createdAt = `${full.slice(0, 19)}Z`;
	return { createdAt, postingDate: change.postingDate ?? createdAt.slice(0, 10) };
}

export const costHandlers: ChangeHandlers<CostChange, ChangeContext> = {
	'post-cost': ({ state, now }, { postingDate, stamp: at, ...posting }) =>
		postCost({ ...posting, ...moments({ postingDate, stamp: at }, now) }, state),
	'reverse-cost': ({ state, now }, change) => reverseCost(change.document, moments(change, now), state),
	'move-cost': ({ state, now }, change) => moveCost(change, moments(change, now), state),
	settle: ({ state, now }, change) => settle(change.wbsElement, change.receiver, moments(change, now), state),
	'edit-gl-account': ({ state, now }, { glAccount, set, language, stamp: at }) => {
		const account = found(state.data.glAccounts, (row) => row.GLAccount === glAccount, `G/L account ${glAccount}`);
		const target = language === undefined ? account : textIn(account.texts, language);
		Object.assign(target, set);
		if (at !== false) target.LastChangeDateTime = moments({ stamp: at }, now).createdAt;
		return account;
	},
	'edit-cost-center': ({ state }, { costCenter, set, language }) => {
		const slices = state.data.costCenters.filter((row) => row.CostCenter === costCenter);
		const last = found(
			slices,
			(row) => slices.every((other) => other.ValidityEndDate <= row.ValidityEndDate),
			costCenter,
		);
		Object.assign(language === undefined ? last : textIn(last.texts, language), set);
		return last;
	},
};

const textIn = <T extends { Language: string }>(texts: readonly T[], language: string) =>
	found(texts, (row) => row.Language === language, `text in ${language}`);
