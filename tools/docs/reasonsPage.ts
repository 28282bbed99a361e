export interface Reason {
	status: string;
	who: readonly string[];
	retry: string;
	title: string;
	advice: string;
	cases?: Record<string, { when: string; advice: string }>;
}

const retryWords: Record<string, string> = {
	automatic: 'by itself, with growing distance',
	onChange: 'in every run while held or waiting, else with growing distance',
	none: 'no',
};
/** Where whoever can act works. */
const partyWords: Record<string, string> = {
	sap: 'SAP',
	procore: 'Procore',
	tables: 'mapping tables',
	approval: 'page *Exceptions*',
	n8n: 'n8n',
};
const sections: Array<[status: string, heading: string, text: string]> = [
	['held', 'Held', 'A person decides or corrects something; nothing was written.'],
	['waiting', 'Waiting', 'It goes on by itself in a later run.'],
	['failed', 'Failed', 'Something went wrong; the advice says who does what.'],
	['ignored', 'Ignored', 'Left out on purpose. No exception is opened.'],
];

/** What to do, in general and in the cases that ask for something else. */
const whatToDo = ({ advice, cases = {} }: Reason) =>
	[advice, ...Object.values(cases).map(({ when, advice: instead }) => `Where ${when}: ${instead}`)].join('<br>');

function rowOf(code: string, reason: Reason): string {
	const who = reason.who.map((party) => partyWords[party] ?? party).join(', ') || 'nobody';
	return `| \`${code}\` | ${reason.title} | ${whatToDo(reason)} | ${who} | ${retryWords[reason.retry] ?? ''} |`;
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
	for (const [status, heading, text] of sections) {
		lines.push(
			'',
			`## ${heading}`,
			'',
			text,
			'',
			'| code | what happened | what to do | who, by where they work | tried again |',
			'|---|---|---|---|---|',
		);
		for (const [code, reason] of Object.entries(reasons)) if (reason.status === status) lines.push(rowOf(code, reason));
	}
	return `${lines.join('\n')}\n`;
}
