const most = 5;

/** `10/1, 20/1, 20/2`, at most a handful of them and how many more there are. */
export function handful(texts: string[], separator = ', '): string {
	const spelled = texts.slice(0, most).join(separator);
	return texts.length > most ? `${spelled} and ${texts.length - most} more` : spelled;
}

/** `['company', 'code']` of `companyCode`. */
export const wordsOf = (name: string): string[] => name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());

export const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A text as a sentence of its own. */
export const sentence = (text: string): string => `${upperFirst(text)}.`;

/** `2026-10-01 06:00` of an ISO 8601 time in UTC; what is no time stays as it is. */
export function timeText(instant: string): string {
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(instant) ? `${instant.slice(0, 10)} ${instant.slice(11, 16)}` : instant;
}

/** A text of ours, with its ISO 8601 times in UTC as people read them. */
export const readableTimes = (text: string): string =>
	text.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (instant) => `${timeText(instant)} UTC`);

const minuteMs = 60_000;

/** `2026-10-01 06:01 UTC`: the first full minute at which a time (ms) has come. */
export const dueText = (at: number): string =>
	`${timeText(new Date(Math.ceil(at / minuteMs) * minuteMs).toISOString())} UTC`;

/** With a full stop, unless it ends in one. */
export const withFullStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** One line of text: SAP's texts may hold line breaks. */
export const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
