import { markup, type Html } from '../kit/html';

/** What somebody fills in before they send a form. */
export interface Field {
	name: string;
	label: string;
	/** One sentence below it. */
	help?: string;
	/** `check`: a box to tick; it comes back as `yes`. */
	kind: 'text' | 'date' | 'check';
	required: boolean;
	longest: number;
	/** Of a date: the first day that can be chosen, `2026-12-01`. */
	earliest?: string;
}

/** Asked by every form: several people share the user of the pages. */
export const nameField: Field = {
	name: 'name',
	label: 'Your name',
	help: 'It is kept in the history of the tables.',
	kind: 'text',
	required: true,
	longest: 80,
};

export const fieldHtml = (field: Field): Html => (field.kind === 'check' ? checkHtml(field) : inputHtml(field));

const checkHtml = ({
	name,
	label,
	required,
}: Field): Html => markup`<p><label><input type="checkbox" name="${name}" value="yes"${required ? markup` required` : null}> ${label}</label></p>
`;

const inputHtml = ({
	name,
	label,
	help,
	kind,
	required,
	longest,
	earliest,
}: Field): Html => markup`<p><label for="${name}">${label}${required ? null : ' (optional)'}</label><br>
<input id="${name}" name="${name}" type="${kind}" maxlength="${longest}"${required ? markup` required` : null}${earliest ? markup` min="${earliest}"` : null}${name === 'name' ? markup` autocomplete="name"` : null}${help ? markup` aria-describedby="${name}-help"` : null}>
${help ? markup`<span class="note" id="${name}-help">${help}</span>` : null}</p>
`;

/** What was filled in, by field; undefined when one of them cannot be used, which a browser does not let through. */
export function filled(
	fields: readonly Field[],
	given: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
	const values = fields.map((field) => [field.name, (given[field.name] ?? '').trim(), field] as const);
	return values.every(([, value, field]) => isUsable(value, field))
		? Object.fromEntries(values.map(([name, value]) => [name, value]))
		: undefined;
}

function isUsable(value: string, { kind, required, longest, earliest = '' }: Field): boolean {
	if (value === '') return !required;
	if (value.length > longest || /\p{Cc}/u.test(value)) return false;
	if (kind === 'check') return value === 'yes';
	return (
		kind === 'text' || (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && value >= earliest)
	);
}
