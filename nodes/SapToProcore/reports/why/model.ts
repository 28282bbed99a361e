import type { Explanation } from '../../../shared/model';

/** An explanation as a report. */
export interface WhyReport extends Explanation {
	report: 'why';
}

/** Address of an execution of the sync in n8n; `""` = it is not known. */
export type ExecutionAddress = (executionId: string) => string;
