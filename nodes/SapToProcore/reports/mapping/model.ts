import type { UnmappedCombination } from '../exceptions/unmapped';
import type { ReportHead } from '../head';

/** A cost code with its cost type; `""` = none. */
export interface CodeAndType {
	costCode: string;
	costType: string;
}

/** An account assignment that nobody has mapped. */
export interface ToMap extends UnmappedCombination {
	/** Name of the Procore project, `""` = it belongs to none. */
	project: string;
	/** Where the sync met it first. */
	note: string;
}

export interface MappingReport extends ReportHead {
	report: 'mapping';
	/** When SAP was read, ISO 8601: its amounts are of then. */
	readAt: string;
	/** What most waits on comes first. */
	toMap: ToMap[];
	/** Those that the map has already. */
	codes: CodeAndType[];
	/** Rows that are filled and count. */
	mapped: number;
	/** What could not be read and so is not in here, in words. */
	gaps: string[];
}

/** `03-100 / M`, as people choose it. */
export const codeText = ({ costCode, costType }: CodeAndType): string =>
	costType === '' ? costCode : `${costCode} / ${costType}`;

/** What was chosen, `03-100 / M` or `03-100`; undefined when it is none. */
export function codeOf(text: string): CodeAndType | undefined {
	const [costCode = '', costType = '', ...more] = text.split('/').map((part) => part.trim());
	const isText = (part: string) => part.length <= 60 && !/\p{Cc}/u.test(part);
	return costCode !== '' && more.length === 0 && isText(costCode) && isText(costType)
		? { costCode, costType }
		: undefined;
}
