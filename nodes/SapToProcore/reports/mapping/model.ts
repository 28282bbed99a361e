import { codePartsIn, codePartsText } from '../../../shared/segments';
import type { CodeAndType } from '../../lookup/costCodes';
import type { MappingCoverage } from '../../mapping/coverage';
import type { Combination, ProjectCode, Suggestion } from '../../mapping/suggest';
import type { UnmappedCombination } from '../exceptions/unmapped';
import type { ReportHead } from '../head';
import type { Seen } from '../seen';

/** An account assignment that nobody has mapped. */
export interface ToMap extends UnmappedCombination, Pick<Combination, 'projectId' | 'texts'> {
	/** Name of the Procore project, `""` = it belongs to none. */
	project: string;
	/** Where the sync met it first. */
	note: string;
	/** Of those that are shown, the likeliest first. */
	suggestions: Suggestion[];
}

export interface MappingReport extends ReportHead {
	report: 'mapping';
	/** When SAP was read, ISO 8601; `""` = it was not: amounts are those that runs have recorded. */
	sapReadAt: string;
	/** When a run has looked at something last, ISO 8601; `""` = not known. */
	recordedAt: string;
	/** Who has looked at what waits; undefined = SAP itself was read. */
	seen: Seen | undefined;
	/** What most waits on comes first; an account assignment is there once for each currency. */
	toMap: ToMap[];
	/** How many account assignments these are. */
	assignments: number;
	/** Those that the map has already. */
	codes: CodeAndType[];
	/** Of projects that something waits in, by their ID, the cost codes that can be chosen. */
	projectCodes: ReadonlyMap<string, readonly ProjectCode[]>;
	/** Since when the cost codes of these projects are known, ISO 8601; `""` = none was read. */
	codesRead: string;
	/** Those of these projects of which Procore was not asked, by name: their codes are those of the map. */
	codesUnread: string[];
	/** undefined = not known: SAP was not read, or not in full. */
	coverage: MappingCoverage | undefined;
	/** Whether all that waits is known. */
	isWhole: boolean;
	/** When SAP was as the coverage says, ISO 8601. */
	coveredAt: string;
	/** Rows that are filled and count. */
	mapped: number;
	/** What could not be read and so is not in here, in words. */
	gaps: string[];
}

/** `Concrete · Materials`, as Procore calls them; `""` where that is not known. */
export const codeName = ({ costCodeName, costTypeName }: ProjectCode): string =>
	[costCodeName, costTypeName].filter(Boolean).join(' · ');

/** Longer than all segments that Procore takes together. */
export const longestCode = 400;

/** What was chosen, `03-100`, `03-100 / M` or `03-100 / M; Phase=P`; undefined when it is none. */
export function codeOf(text: string): CodeAndType | undefined {
	const [code = '', ...others] = text.split('/');
	const [costCode, parts] = [code.trim(), codePartsIn(others.join('/'))];
	if ('fault' in parts || costCode === '' || text.length > longestCode || /\p{Cc}/u.test(text)) return undefined;
	const keys = [costCode, parts.costType];
	if (keys.some((key) => key.length > 60) || parts.costType.includes('/')) return undefined;
	return { costCode, costType: codePartsText(parts) };
}
