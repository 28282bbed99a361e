/**
 * What a WBS code of Procore has beside its cost code, in one text: the cost type and, where it has some, the sub job and
 * the company's own segments: `M`, `M; Phase=P; Sub Job=01`. Names and values are Procore's, letter for letter. Two texts
 * are the same exactly when the WBS codes are, so that it serves as a key. A backslash before `;`, `=` or `\` takes them as
 * a part of a name or value.
 */
export interface CodeParts {
	/** `""` = none. */
	costType: string;
	/** Name and value of each further segment. */
	further: ReadonlyArray<readonly [name: string, value: string]>;
}

/** How the sub job is called, whatever it is called in the language of a project. */
export const subJobSegment = 'Sub Job';

const escaped = (text: string, characters: RegExp) => text.trim().replace(characters, '\\$&');
const unescaped = (text: string) => text.replace(/\\([;=\\])/g, '$1').trim();

const partText = ([name, value]: CodeParts['further'][number]) =>
	`${escaped(name, /[;=\\]/g)}=${escaped(value, /[;\\]/g)}`;

/** The one way to write parts. */
export function codePartsText({ costType, further }: CodeParts): string {
	const type = escaped(costType, /[;=\\]/g);
	return [...(type === '' ? [] : [type]), ...further.map(partText).sort()].join('; ');
}

/** Where a text goes on with the next segment: at `;`, unless an odd number of backslashes stands before it. */
const nextPart = /;(?<=(?<!\\)(?:\\\\)*;)/;
const nameAndValue = /^((?:\\[;=\\]|(?!\\[;=\\])[^=])*)=(.*)$/s;

/** What a text says; `fault` = why it cannot be read, in a sentence. */
export function codePartsIn(text: string): CodeParts | { fault: string } {
	const [first = '', ...others] = text.split(nextPart);
	const further = new Map<string, string>();
	const isType = !nameAndValue.test(first);
	for (const part of isType ? others : [first, ...others]) {
		if (part.trim() === '') continue;
		const [name = '', value = ''] = nameAndValue.exec(part)?.slice(1).map(unescaped) ?? [];
		if (name === '') return { fault: `"${part.trim()}" is not a segment with its value, like Phase=P.` };
		if (value === '') return { fault: `${name} has no value.` };
		if (further.has(name)) return { fault: `${name} is named twice.` };
		further.set(name, value);
	}
	return { costType: isType ? unescaped(first) : '', further: [...further] };
}

/** A text as it is written here, whoever wrote it. What nobody can read stays as it is: then no WBS code is like it. */
export function rewrittenCodeText(text: string): string {
	const parts = codePartsIn(text);
	return 'fault' in parts ? text : codePartsText(parts);
}

/** Cells of the cost code map. */
interface CodeCells {
	cost_type: string;
	/** Code of the sub job. */
	sub_job: string;
	/** Segments with their values: `Phase=P; Building=B1`. */
	segments: string;
}

/** What cells say. */
export function codeTextOfCells({ cost_type, sub_job, segments }: CodeCells): string {
	const own = codePartsText({ costType: cost_type, further: sub_job === '' ? [] : [[subJobSegment, sub_job]] });
	if (segments.trim() === '') return own;
	// What stands before the first `;` would be taken for a cost type.
	return rewrittenCodeText(cost_type === '' ? `; ${own}; ${segments}` : `${own}; ${segments}`);
}

/** The cells that say a text. */
export function cellsOfCodeText(text: string): CodeCells {
	const parts = codePartsIn(text);
	if ('fault' in parts) return { cost_type: text, sub_job: '', segments: '' };
	const { costType, further } = parts;
	return {
		cost_type: costType,
		sub_job: further.find(([name]) => name === subJobSegment)?.[1] ?? '',
		segments: codePartsText({ costType: '', further: further.filter(([name]) => name !== subJobSegment) }),
	};
}
