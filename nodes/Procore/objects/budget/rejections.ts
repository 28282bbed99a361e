import type { ErrorText } from '../../api/errorBody';

/** Which of the rows of a refused request Procore names, by their place or ref in brackets, each with its own words. */
export function namedRows({ fields }: ErrorText): Map<string, ErrorText> {
	const named = new Map<string, ErrorText>();
	for (const { field, message } of fields) {
		const [, ref, rest = ''] = /\[([^\]]+)\]\.?(.*)$/.exec(field) ?? [];
		if (ref === undefined) continue;
		const before = named.get(ref);
		const text = rest ? `${rest}: ${message}` : message;
		named.set(ref, {
			text: before ? `${before.text}; ${text}` : text,
			fields: [...(before?.fields ?? []), { field: rest, message }],
		});
	}
	return named;
}
