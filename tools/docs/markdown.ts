/** A table in Markdown; a cell may hold anything but line breaks. */
export const markdownTable = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] =>
	[head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))].map(
		(cells) => `| ${cells.join(' | ')} |`,
	);
