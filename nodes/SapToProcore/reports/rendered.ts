import type { FileRow } from './kit/columns';
import type { Page } from './kit/page';

/** A report in all its forms. */
export interface Rendered<M> {
	model: M;
	/** One line that says it all, for the subject of a mail. */
	subject: string;
	page: Page;
	/** Rows for a CSV or XLSX file. */
	rows: FileRow[];
}
