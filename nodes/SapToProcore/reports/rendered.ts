import type { FileRow } from './kit/columns';

/** A report in all its forms. */
export interface Rendered<M> {
	model: M;
	/** One line that says it all, for the subject of a mail. */
	subject: string;
	/** A complete page. */
	html: string;
	/** Rows for a CSV or XLSX file. */
	rows: FileRow[];
}
