/** The reports, in the order in which they are made. */
export const reportNames = ['status', 'exceptions', 'reconciliation', 'readiness'] as const;
export type ReportName = (typeof reportNames)[number];

/** How a person gets a report: as a page, or as a file. */
export const reportFormats = ['html', 'csv', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];
