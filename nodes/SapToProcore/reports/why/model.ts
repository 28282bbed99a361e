import type { Explanation } from '../../../shared/model';

/** An explanation as a report. */
export interface WhyReport extends Explanation {
	report: 'why';
}
