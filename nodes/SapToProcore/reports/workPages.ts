import { isAboutMatch } from '../../shared/reasons';
import type { Link } from './kit/links';
import { addressOf } from './frame';
import { pageTitles, type ReportName } from './names';

const pagesOfReasons: Partial<Record<string, ReportName>> = {
	unmapped_cost_code: 'mapping',
	unmapped_project: 'projects',
	vendor_missing: 'vendors',
	one_time_supplier: 'vendors',
};

/** The page on which people bring what a reason asks for; undefined = it is not on a page. */
export const pageOfReason = (reason: string): ReportName | undefined =>
	isAboutMatch(reason) ? 'vendors' : pagesOfReasons[reason];

/** A link to a page. @param base - address of the pages, where it is not the one that is open */
export const pageLink = (page: ReportName | undefined, base = ''): Link[] =>
	page === undefined ? [] : [{ text: pageTitles[page], address: `${base}${addressOf(page)}` }];
