import { pageTitles, type ReportName } from './names';
import { markup, type Html } from './kit/html';

/** What a page has around it that is answered to a browser; what is mailed or kept has none. */
export interface Frame {
	/** Which of the pages it is. */
	current: ReportName;
	/** What is looked for, as in the address. */
	find?: string;
}

/**
 * Addresses of the pages are queries alone: so they hold wherever n8n is reached, behind any proxy and prefix, and in a
 * copy of the workflow with another path.
 */
export const addressOf = (page: ReportName, query: Readonly<Record<string, string>> = {}): string =>
	`?${new URLSearchParams({ page, ...query }).toString()}`;

/** Address of an execution of the sync in n8n; `""` = it is not known. */
export type ExecutionAddress = (executionId: string) => string;

/** Head of every page: the way to the others, and the field that asks why a document is (not) in Procore. */
export function headOf({ current, find = '' }: Frame): Html {
	const links = Object.entries(pageTitles).map(([name, title]) => {
		const here = name === current ? markup` aria-current="page"` : null;
		return markup`<a href="${addressOf(name as ReportName)}"${here}>${title}</a>\n`;
	});
	return markup`<a class="skip" href="#content">Skip to the content</a>
<header>
<nav aria-label="Pages">
${links}</nav>
<form method="get" role="search">
<input type="hidden" name="page" value="why">
<label for="find">Why?</label> <input type="search" id="find" name="find" value="${find}" maxlength="60" placeholder="Number or code" autocomplete="off"> <button>Find</button>
</form>
<a class="file" href="${addressOf(current, { ...(find === '' ? {} : { find }), format: 'xlsx' })}">Excel file</a>
</header>
`;
}
