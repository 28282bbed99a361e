const prefix = 'SAP payment terms: ';
const isOurs = (line: string) => line.startsWith(prefix.trimEnd());

/** Text as lines that keep their line ends. */
const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g) ?? [];
const endOf = (line: string): string => /(?:\r\n|\r|\n)$/.exec(line)?.[0] ?? '';

/**
 * The notes of a vendor with the payment terms of SAP in them. A Procore vendor has no field for payment terms, so they
 * are one line of the notes, `SAP payment terms: …`: replaced where it is, appended otherwise, gone when SAP has none.
 * Every other line stays as it is.
 */
export function withPaymentTerms(notes: string, paymentTerms: string): string {
	const terms = paymentTerms.replace(/\s+/g, ' ').trim();
	const lines = linesOf(notes);
	const at = lines.findIndex(isOurs);
	const others = lines.filter((line, index) => !isOurs(line) || (index === at && terms !== ''));
	if (terms === '') return at < 0 ? notes : withoutDanglingEnd(others.join(''), lines.at(-1) ?? '');
	const managed = `${prefix}${terms}`;
	if (at >= 0) return others.map((line) => (isOurs(line) ? `${managed}${endOf(line)}` : line)).join('');
	if (notes === '' || endOf(notes)) return `${notes}${managed}`;
	return `${notes}${/\r\n/.exec(notes)?.[0] ?? '\n'}${managed}`;
}

/** When our line was the last one, the line end before it was ours, too. */
function withoutDanglingEnd(rest: string, lastLine: string): string {
	return isOurs(lastLine) && endOf(lastLine) === '' ? rest.slice(0, rest.length - endOf(rest).length) : rest;
}
