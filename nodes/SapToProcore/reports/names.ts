/**
 * The pages of the report workflow and what the navigation calls them, from left to right; also the order in which the
 * reports of the month end are made. The one list of pages: adding one begins here.
 */
export const pageTitles = {
	status: 'Status',
	exceptions: 'Exceptions',
	mapping: 'Mapping',
	vendors: 'Vendors',
	projects: 'Projects',
	reconciliation: 'Reconciliation',
	readiness: 'Readiness',
	why: 'Why?',
} as const;

export type ReportName = keyof typeof pageTitles;
export const reportNames = Object.keys(pageTitles) as [ReportName, ...ReportName[]];

/** The pages that are there to work on. */
const workNames: readonly ReportName[] = ['mapping', 'vendors', 'projects', 'why'];

/** What can be made at the month end, when nobody asks for it: not the pages that are there to work on. */
export const mailedNames = reportNames.filter((name) => !workNames.includes(name));

export const isReportName = (text: string): text is ReportName => reportNames.some((name) => name === text);

/** How a person gets a report: as a page, or as a file. */
export const reportFormats = ['html', 'csv', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];
