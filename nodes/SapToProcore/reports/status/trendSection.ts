import { columnsChart } from '../kit/bars';
import { folded } from '../kit/folded';
import { grouped } from '../kit/format';
import type { Html } from '../kit/html';
import type { Section } from '../kit/page';
import type { TrendDay } from './model';

const figures: Array<{ title: string; of: (day: TrendDay) => number }> = [
	{ title: 'Exceptions open at the end of the day', of: ({ open }) => open },
	{ title: 'Outcomes', of: ({ outcomes }) => outcomes },
	{ title: 'Runs', of: ({ runs }) => runs },
	{ title: 'Procore calls', of: ({ procoreCalls }) => procoreCalls },
];

/** One small chart for each figure, the first one at a glance; what it shows is said in words as well. */
export function trendSection(trend: readonly TrendDay[]): Section {
	const [first, ...more] = figures.map((figure) => chart(trend, figure));
	return {
		title: 'The last thirty days',
		about: 'By day, in UTC; today is on the right.',
		content: [...(first ? [first] : []), folded('Outcomes, runs and Procore calls', more)],
	};
}

function chart(trend: readonly TrendDay[], { title, of }: (typeof figures)[number]): Html {
	const most = Math.max(1, ...trend.map(of));
	return columnsChart(
		`${title}: ${inWords(trend, of)}`,
		trend.map((day) => ({ height: of(day) / most, label: `${day.day}: ${grouped(String(of(day)))}` })),
		40,
	);
}

function inWords(trend: readonly TrendDay[], of: (day: TrendDay) => number): string {
	const [first, last] = [trend[0], trend.at(-1)];
	if (!first || !last) return 'nothing';
	const most = trend.reduce((a, b) => (of(b) > of(a) ? b : a));
	const text = (day: TrendDay) => grouped(String(of(day)));
	return `${text(last)} today, ${text(first)} on ${first.day}, at most ${text(most)} (${most.day})`;
}
