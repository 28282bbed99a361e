import type { Finding } from '../../../shared/model';
import { unmappedColumns } from '../exceptions/columns';
import { bars, type Bar } from '../kit/bars';
import { counted, moneyText, timeText } from '../kit/format';
import type { Link } from '../kit/links';
import { notice, type Page, type Section } from '../kit/page';
import { table } from '../kit/table';
import { tiles, type Tile, type Tone } from '../kit/tiles';
import type { Guide, Links } from '../links';
import type { ReportName } from '../names';
import { coverageColumns, findingColumns, heldColumns } from './columns';
import type { Coverage, ReadinessReport } from './model';

const states: Record<ReadinessReport['state'], { value: string; tone: Tone }> = {
	ready: { value: 'Ready', tone: 'good' },
	unchecked: { value: 'Not everything was checked', tone: 'unknown' },
	attention: { value: 'Needs attention', tone: 'warn' },
	missing: { value: 'Something is missing', tone: 'bad' },
};

/** The report as a page. */
export function readinessPage(report: ReadinessReport, links: Links): Page {
	return {
		title: 'Readiness of SAP and Procore',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC · nothing was changed in either system`,
		top: [tiles(tilesOf(report)), ...report.gaps.map(notice)],
		sections: [todo(report, links), ...costCodes(report), ...suppliers(report, links), fitting(report, links)],
	};
}

function tilesOf({ state, counts, suppliers: forecast, coverage }: ReadinessReport): Tile[] {
	return [
		{ label: 'State', ...states[state] },
		{ label: 'Missing', value: String(counts.missing), tone: counts.missing > 0 ? 'bad' : 'good' },
		{ label: 'Attention', value: String(counts.attention), tone: counts.attention > 0 ? 'warn' : 'good' },
		...(counts.unchecked > 0
			? [{ label: 'Not checked', value: String(counts.unchecked), tone: 'unknown' as const }]
			: []),
		{ label: 'As it should be', value: String(counts.fits), tone: 'good' },
		...coverage.map(({ companyCode, currency, share }) => ({
			label: `Has a cost code, ${companyCode}`,
			value: `${share} %`,
			note: `of the order value in ${currency}`,
		})),
		...(forecast ? [{ label: 'Suppliers held', value: String(forecast.held.length) }] : []),
	];
}

/** The page that mends a finding. */
const pagesOfAreas: Partial<Record<string, ReportName>> = {
	'cost codes': 'mapping',
	project: 'projects',
	projects: 'projects',
	vendors: 'vendors',
};

/** The page of the documentation that says how. */
const guidesOfAreas: Partial<Record<string, Guide>> = {
	service: 'sap-setup',
	fields: 'sap-setup',
	company: 'procore-setup',
	tool: 'procore-setup',
	project: 'procore-setup',
	settings: 'first-run',
};

const guideOf = ({ area, system }: Finding): Guide | undefined =>
	area === 'log-on' ? `${system === 'sap' ? 'sap' : 'procore'}-setup` : guidesOfAreas[area];

const placesOf = (finding: Finding, links: Links): Link[] => [
	...links.page(pagesOfAreas[finding.area]),
	...links.budget(finding.projectId),
	...links.guide(guideOf(finding)),
];

function todo({ findings }: ReadinessReport, links: Links): Section {
	const rows = findings.filter(({ state }) => state !== 'fits');
	const empty = 'Nothing: everything that was looked at is as it should be.';
	return {
		title: 'What to do',
		content: [table(findingColumns, rows, { empty, most: 100, open: (row) => placesOf(row, links) })],
	};
}

function costCodes({ coverage, unmapped, ordersFrom }: ReadinessReport): Section[] {
	if (coverage.length === 0) return [];
	return [
		{
			title: 'Cost codes for the order value',
			about: `Released orders since ${ordersFrom}. Returns count with their size.`,
			content: [
				bars('Share that the cost code map covers', coverage.map(coverageBar), '100'),
				table(coverageColumns, coverage, { empty: '' }),
				table(unmappedColumns, unmapped, { empty: 'Every account assignment has a cost code.', most: 50 }),
			],
		},
	];
}

function coverageBar({ companyCode, currency, share, inProjects }: Coverage): Bar {
	return {
		label: `Company code ${companyCode}, ${currency}`,
		size: share,
		value: `${share} % of ${moneyText({ amount: inProjects, currency })}`,
		tone: share === '100.0' ? 'good' : 'warn',
	};
}

function suppliers({ suppliers: forecast }: ReadinessReport, links: Links): Section[] {
	if (!forecast) return [];
	const { known, link, create, ignored, held } = forecast;
	const bar = (label: string, count: number, tone: Tone) => ({
		label,
		size: String(count),
		value: counted(count, 'supplier'),
		tone,
	});
	return [
		{
			title: 'What the first run does with the suppliers',
			content: [
				bars('', [
					bar('Have their vendor', known, 'good'),
					bar('Are linked to a vendor of their name', link, 'good'),
					bar('Get a new vendor', create, 'calm'),
					bar('Are held for a person', held.length, 'warn'),
					bar('Are left out', ignored, 'calm'),
				]),
				table(heldColumns, held, {
					empty: 'None are held.',
					most: 100,
					open: ({ supplier }) => links.sap('supplier', supplier),
				}),
			],
		},
	];
}

function fitting({ findings }: ReadinessReport, links: Links): Section {
	const fits = findings.filter(({ state }) => state === 'fits');
	return {
		title: 'What is as it should be',
		content: [
			table(
				findingColumns.filter(({ key }) => key !== 'todo'),
				fits,
				{ empty: 'Nothing yet.', open: ({ projectId }) => links.budget(projectId) },
			),
		],
	};
}
