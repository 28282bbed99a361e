import { unguarded } from '../kit/columns';

/** A cell as it was read; what a spreadsheet program has made of it that nobody has typed is a fault. */
export interface SheetCell {
	text: string;
	/** `is a formula`; `""` = it is what it looks like. */
	fault: string;
}

/** A cell that holds text, as it was before it was written. */
export const textCell = (text: string): SheetCell => ({ text: unguarded(text), fault: '' });

export interface SheetLine {
	/** As Excel numbers it. */
	number: number;
	/** In the order of the columns. */
	cells: SheetCell[];
}

const scientific = /^\s*[+-]?\d(?:[.,]\d+)?E\+\d+\s*$/i;

/** A cell that a spreadsheet program may have changed on its way. */
export function typedCell(text: string): SheetCell {
	if (/^\s*[=＝]/u.test(text)) return { text, fault: 'is a formula' };
	if (scientific.test(text))
		return { text, fault: 'is a number in scientific notation: Excel has lost its last digits' };
	return textCell(text);
}
