import { conformanceFindingSchema, type ConformanceFinding } from '../../shared/model';

/** What was found in both systems, for the project that makes the nodes and for who sets the sync up. */
export interface ConformanceReport {
	confirmed: number;
	different: number;
	unknown: number;
	/** Recommended values by setting. */
	settings: Record<string, string>;
	/** All of it as Markdown. */
	text: string;
}

const titles: Record<ConformanceFinding['state'], string> = {
	different: 'Different from what is counted on',
	unknown: 'Could not be told',
	confirmed: 'As counted on',
};
const order = ['different', 'unknown', 'confirmed'] as const;
const systems = { sap: 'SAP', procore: 'Procore' };

/** Makes the report. Whatever is no finding is left out, so that nothing else gets into it. */
export function conformanceReport(items: readonly unknown[]): ConformanceReport {
	const findings = items.flatMap((item) => {
		const read = conformanceFindingSchema.safeParse(item);
		return read.success ? [read.data] : [];
	});
	const inState = (state: ConformanceFinding['state']) => findings.filter((found) => found.state === state);
	const recommended = findings.filter(({ setting }) => setting !== '');
	const settings = Object.fromEntries(recommended.map(({ setting, value }) => [setting, value]));
	return {
		confirmed: inState('confirmed').length,
		different: inState('different').length,
		unknown: inState('unknown').length,
		settings,
		text: [
			'# Conformance of SAP S/4HANA and Procore',
			...absent(findings),
			...section('Recommended settings', Object.entries(settings), ([setting, value]) => `${setting}: **${value}**`),
			...order.flatMap((state) => section(titles[state], inState(state), lineOf)),
		].join('\n\n'),
	};
}

const lineOf = ({ system, probe, assumption, answer }: ConformanceFinding) =>
	`${systems[system]} \`${probe}\` ${assumption} ${answer}`;

function section<T>(title: string, rows: readonly T[], line: (row: T) => string): string[] {
	return rows.length === 0 ? [] : [`## ${title} (${rows.length})`, rows.map((row) => `- ${line(row)}`).join('\n')];
}

/** Nothing is called good that was not looked at. */
function absent(findings: readonly ConformanceFinding[]): string[] {
	return (['sap', 'procore'] as const)
		.filter((system) => !findings.some((found) => found.system === system))
		.map((system) => `${systems[system]} was not checked.`);
}
