/** A set of G/L accounts. */
export interface AccountSet {
	has(glAccount: string): boolean;
}

interface Range {
	from: string;
	to: string;
}

/** Accounts of digits are padded with zeros by SAP, those with letters are not. */
function normal(account: string): string {
	const text = account.trim().toUpperCase();
	return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text;
}

/** As SAP sorts them: accounts of digits by their value. */
function isUpTo(a: string, b: string): boolean {
	const digits = /^\d+$/.test(a);
	if (digits !== /^\d+$/.test(b)) return false;
	return digits && a.length !== b.length ? a.length < b.length : a <= b;
}

/** For sorting accounts as SAP does. */
export function compareAccounts(a: string, b: string): number {
	const [x, y] = [normal(a), normal(b)];
	if (isUpTo(x, y)) return x === y ? 0 : -1;
	return isUpTo(y, x) || /^\D/.test(x) ? 1 : -1;
}

/**
 * Reads accounts and ranges of accounts separated by commas: `600000-699999, 710000`.
 * @returns undefined when there is none, or one of them is neither
 */
export function readAccounts(text: string): AccountSet | undefined {
	const ranges: Range[] = [];
	for (const part of text
		.split(',')
		.map((each) => each.trim())
		.filter(Boolean)) {
		const [, from = '', to = from] = /^(\w+)(?:\s*-\s*(\w+))?$/.exec(part) ?? [];
		const range = { from: normal(from), to: normal(to) };
		if (from === '' || !isUpTo(range.from, range.to)) return undefined;
		ranges.push(range);
	}
	if (ranges.length === 0) return undefined;
	return {
		has(glAccount) {
			const account = normal(glAccount);
			return ranges.some(({ from, to }) => isUpTo(from, account) && isUpTo(account, to));
		},
	};
}

/** What the text has to look like, for people. */
export const accountsAdvice =
	'Enter the G/L accounts whose postings are costs, as ranges or single accounts separated by commas, for example 600000-699999, 710000. Revenue must not be among them.';
