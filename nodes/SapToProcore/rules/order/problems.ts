import { reasons, type ReasonCode } from '../reasons';
import { handful } from './describe';

/** What keeps a contract from being decided: the reason, and the line or item as a person finds it. */
export interface Problem {
	reason: ReasonCode;
	text: string;
}

/** What is told first, because the rest may follow from it. */
const priority: ReasonCode[] = [
	'currency_mismatch',
	'amount_mismatch',
	'mapping_ambiguous',
	'unmapped_cost_code',
	'unmapped_unit',
];

/** One reason for all problems of a contract, and a message that names all lines concerned, at most a handful of each. */
export function summed(problems: Problem[]): { reason: ReasonCode; what: string } | undefined {
	const found = priority.filter((reason) => problems.some((problem) => problem.reason === reason));
	const [first, ...more] = found;
	if (!first) return undefined;
	const texts = (reason: ReasonCode) => {
		const all = problems.filter((problem) => problem.reason === reason).map(({ text }) => text);
		const text = handful([...new Set(all)], '; ');
		return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
	};
	return {
		reason: first,
		what: [texts(first), ...more.map((reason) => `${reasons[reason].title}: ${texts(reason)}`)].join(' '),
	};
}
