import type { Explanation } from '../../../shared/model';
import { fileRows, listed, type FileRow } from '../kit/columns';
import type { Links } from '../links';
import type { Rendered } from '../rendered';
import type { Seen } from '../seen';
import { expectedColumns, lineColumns, missingColumns, outcomeColumns, partColumns, rowColumns } from './columns';
import type { WhyReport } from './model';
import { whyPage } from './page';

/** An explanation with its page, and its parts as rows for a file. */
export function renderWhy(explanation: Explanation, links: Links, seen: Seen): Rendered<WhyReport> {
	return {
		model: { report: 'why', ...explanation },
		subject: `SAP to Procore, ${explanation.customer}: ${explanation.verdict}`,
		page: whyPage(explanation, links, seen),
		rows: rowsOf(explanation),
	};
}

function rowsOf({ verdict, subjects, checks }: Explanation): FileRow[] {
	if (subjects.length === 0) return listed('nothing found', fileRows(textColumns, [verdict, ...checks]));
	return subjects.flatMap(({ name, verdict: own, missing, parts, lines, rows, outcomes, expected }) => {
		const all = [
			...listed('verdict', fileRows(textColumns, [own])),
			...listed('missing', fileRows(missingColumns, missing)),
			...listed('part', fileRows(partColumns, parts)),
			...listed('line', fileRows(lineColumns, lines)),
			...listed('row that decided', fileRows(rowColumns, rows)),
			...listed('expected', fileRows(expectedColumns, expected)),
			...listed('outcome', fileRows(outcomeColumns, outcomes)),
		];
		return all.map((row) => ({ subject: name, ...row }));
	});
}

const textColumns = [{ key: 'message', label: 'In words', value: (text: string) => text }];
