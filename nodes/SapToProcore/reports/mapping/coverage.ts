import type { CoveredValue, MappingCoverage } from '../../mapping/coverage';
import type { Column } from '../kit/columns';
import { moneyText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { table } from '../kit/table';
import type { Tile } from '../kit/tiles';

const hasValue = ({ inProjects }: CoveredValue) => Number(inProjects) !== 0;

/**
 * How much of the value in projects has a cost code, in the currency in which most lacks one.
 * @param coverage - undefined = nobody knows: SAP was not read, or not in full
 * @param unknown - why
 */
export function coverageTile(coverage: MappingCoverage | undefined, unknown: string): Tile {
	const label = 'Value with a cost code';
	if (!coverage) return { label, value: '?', tone: 'unknown', note: unknown };
	const given = coverage.all.filter(hasValue);
	const [least, ...others] = [...given].sort((a, b) => Number(a.share) - Number(b.share));
	if (!least) return { label, value: '–', tone: 'unknown', note: 'SAP has nothing to count' };
	const { share, currency, covered, inProjects } = least;
	const amounts = `${moneyText({ amount: covered, currency })} of ${moneyText({ amount: inProjects, currency })}`;
	return {
		label,
		value: `${share} %${others.length > 0 ? ` ${currency}` : ''}`,
		note: [amounts, ...others.map((each) => `${each.currency} ${each.share} %`)].join(' · '),
		tone: share === '100.0' ? 'good' : 'warn',
	};
}

type ProjectValue = MappingCoverage['projects'][number];

const columns: Array<Column<ProjectValue>> = [
	{ key: 'project', label: 'Project', value: ({ projectName, projectId }) => projectName || projectId },
	{ key: 'share', label: 'With a cost code', kind: 'count', value: ({ share }) => `${share} %` },
	{ key: 'in_projects', label: 'Value', kind: 'amount', value: ({ inProjects }) => inProjects },
	{ key: 'unmapped', label: 'Without', kind: 'amount', value: ({ unmapped }) => unmapped },
	{ key: 'ambiguous', label: 'Ambiguous', kind: 'amount', value: ({ ambiguous }) => ambiguous },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];

/** The same by project, what lacks most first. */
export const coverageDetails = ({ projects }: MappingCoverage): Html =>
	projects.length === 0
		? markup``
		: markup`<details><summary>By project</summary>\n${table(columns, projects.filter(hasValue), { empty: 'Nothing to count.', most: 100 })}</details>\n`;
