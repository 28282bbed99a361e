const most = 5;

/** `10/1, 20/1, 20/2`, at most a handful of them and how many more there are. */
export function handful(texts: string[], separator = ', '): string {
	const spelled = texts.slice(0, most).join(separator);
	return texts.length > most ? `${spelled} and ${texts.length - most} more` : spelled;
}

/** A text as a sentence of its own. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** One line of text: SAP's texts may hold line breaks. */
export const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
