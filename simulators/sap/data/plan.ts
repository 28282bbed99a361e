import type { SapPlanItem } from '../../data/sap-plan-types.ts';
import type { Row } from '../odata/values.ts';

/** The rows of A_FinPlanningEntryItem before they are summed up. */
export const planRows = (items: readonly SapPlanItem[]): Row[] =>
	items.map((item, index) => ({ ...item, ID: String(index + 1), WBSElementExternalID: item.WBSElement }));
