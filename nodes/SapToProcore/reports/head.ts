/** What a report is about and when it was made, for the line under its title. */
export interface ReportHead {
	customer: string;
	/** ISO 8601. */
	at: string;
}
