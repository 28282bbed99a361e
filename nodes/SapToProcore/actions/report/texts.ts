import { sapTextSchema, type SapText, type TextKeys } from '../../../shared/model';
import type { Ledger } from '../../ledger';
import { costCodeMap, rowsToFill } from '../../lookup/costCodes';
import { withoutZeros } from '../../lookup/keys';
import type { SapTexts } from '../../reports/mapping/combinations';
import type { Source } from './source';

/** Texts of each kind that are read for a page and its file: SAP is asked for forty with each request. */
const mostTexts = 400;

/** Whose texts page and file show: those of rows that wait to be filled. */
export async function textsToRead(ledger: Ledger): Promise<TextKeys> {
	const map = await ledger.rows('cost_codes');
	const rows = rowsToFill(map, costCodeMap(map));
	const keys = (cells: string[]) =>
		[...new Set(cells)].filter((cell) => cell !== '' && !cell.endsWith('*')).slice(0, mostTexts);
	return {
		glAccounts: keys(rows.map((row) => row.gl_account)),
		costCenters: keys(rows.map((row) => row.cost_center)),
		wbsElements: keys(rows.map((row) => row.wbs_element)),
	};
}

/** The texts that were read, and in words what was not. */
export function textsIn(sap: Source['sap']): { texts: SapTexts; gaps: string[] } {
	const { rows, gaps } = sap.gathered('texts', sapTextSchema, 'Texts');
	const of = (kind: SapText['of']) =>
		new Map(rows.filter((row) => row.of === kind).map(({ key, text }) => [withoutZeros(key), text]));
	return {
		texts: {
			...{ glAccounts: of('glAccounts'), costCenters: of('costCenters'), wbsElements: of('wbsElements') },
			lines: new Map(),
		},
		gaps,
	};
}
