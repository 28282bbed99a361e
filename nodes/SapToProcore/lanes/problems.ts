import { reasons, type ReasonCode } from '../../shared/reasons';
import type { Money } from '../../shared/money';
import { handful, sentence } from '../../shared/texts';

/** What keeps an object from being decided: the reason, and the line or item as a person finds it. */
export interface Problem {
	reason: ReasonCode;
	text: string;
	/** What it keeps back, where that is known. */
	money?: Money;
}

/** What a person has to settle is told before what time settles and what needs nothing. */
const byStatus = ['failed', 'held', 'waiting', 'ignored'];

/** And what the rest may follow from first. */
const byReason: ReasonCode[] = [
	'one_time_supplier',
	'currency_mismatch',
	'amount_mismatch',
	'mapping_ambiguous',
	'unmapped_cost_code',
];

const rank = (reason: ReasonCode) => {
	const place = byReason.indexOf(reason);
	return byStatus.indexOf(reasons[reason].status) * 100 + (place < 0 ? byReason.length : place);
};

/** One reason for all problems, and a message that names every line concerned, at most a handful for each reason. */
export function summed(problems: Problem[]): { reason: ReasonCode; what: string } | undefined {
	const found = [...new Set(problems.map(({ reason }) => reason))].sort((a, b) => rank(a) - rank(b));
	const [first, ...more] = found;
	if (!first) return undefined;
	const texts = (reason: ReasonCode) => {
		const all = problems.filter((problem) => problem.reason === reason).map(({ text }) => text);
		return sentence(handful([...new Set(all)], '; '));
	};
	return {
		reason: first,
		what: [texts(first), ...more.map((reason) => `${reasons[reason].title}: ${texts(reason)}`)].join(' '),
	};
}
