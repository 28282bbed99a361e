import { markdownTable } from './markdown.ts';

export interface Reason {
	status: string;
	who: readonly string[];
	retry: string;
	title: string;
	advice: string;
	cases?: Record<string, { when: string; advice: string }>;
}

/** Where whoever can act works. */
const partyWords: Record<string, string> = {
	sap: 'SAP',
	procore: 'Procore',
	tables: 'mapping tables',
	approval: 'page *Exceptions*',
	n8n: 'n8n',
};
interface Section {
	status: string;
	heading: string;
	text: string;
	/** When it is tried again; `everyRun` = those of its reasons that every run looks at. */
	retried: (everyRun: string[]) => string;
}

const sections: Section[] = [
	{
		status: 'held',
		heading: 'Held',
		text: 'A person decides or corrects something; nothing was written.',
		retried: () => 'Every run looks at it again.',
	},
	{
		status: 'waiting',
		heading: 'Waiting',
		text: 'It goes on by itself in a later run.',
		retried: (everyRun) => `Every run looks at ${everyRun.join(' and ')} again, at the others at increasing intervals.`,
	},
	{
		status: 'failed',
		heading: 'Failed',
		text: 'Something went wrong; the advice says who does what.',
		retried: () => 'It is tried again at increasing intervals.',
	},
	{
		status: 'ignored',
		heading: 'Ignored',
		text: 'Left out on purpose. No exception is opened, and nothing is tried again before the document changes in SAP.',
		retried: () => '',
	},
];

/** What to do, in general and in the cases that ask for something else. */
const whatToDo = ({ advice, cases = {} }: Reason) =>
	[advice, ...Object.values(cases).map(({ when, advice: instead }) => `Where ${when}: ${instead}`)].join('<br>');

function rowOf(code: string, reason: Reason): string[] {
	const who = reason.who.map((party) => partyWords[party] ?? party).join(', ') || 'nobody';
	return [`\`${code}\``, reason.title, whatToDo(reason), who];
}

/** The page of all reasons, in Markdown. */
export function reasonsPage(reasons: Record<string, Reason>): string {
	const lines = [
		'# Reasons',
		'',
		'Every outcome that did not simply go through carries one of these codes, in the column `reason` of',
		'`sap_procore_exceptions` and `sap_procore_audit`. This page is made from `nodes/shared/reasons/`',
		'by `npm run docs`.',
	];
	const all = Object.entries(reasons);
	for (const { status, heading, text, retried } of sections) {
		const own = all.filter(([, reason]) => reason.status === status);
		const everyRun = own.filter(([, { retry }]) => retry === 'onChange').map(([code]) => `\`${code}\``);
		lines.push('', `## ${heading}`, '', [text, retried(everyRun)].filter((each) => each !== '').join(' '), '');
		const rows = own.map(([code, reason]) => rowOf(code, reason));
		lines.push(...markdownTable(['code', 'what happened', 'what to do', 'who can fix it'], rows));
	}
	return `${lines.join('\n')}\n`;
}
