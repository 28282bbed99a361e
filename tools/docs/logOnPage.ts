import { logOnMessages } from './logOnMessages.ts';
import { markdownTable } from './markdown.ts';

const table = (messages: Readonly<Record<string, string>>) =>
	markdownTable(['what is wrong', 'the test says'], Object.entries(messages));

/** The page of what credential tests say, in Markdown. */
export function logOnPage(): string {
	const page = [
		'# What a credential test says',
		'',
		'This page is made by `npm run docs` from `tools/docs/logOnMessages.ts`; a test holds it against a real n8n.',
		'Where n8n shows only *Couldn’t connect with these settings*, **More details** opens the message. What to do follows in it.',
		'',
		'## SAP S/4HANA',
		'',
		...table(logOnMessages.sap),
		'',
		'A locked user, a wrong password and, as far as we know, a wrong client look the same from outside.',
		'',
		'## Procore',
		'',
		...table(logOnMessages.procore),
	];
	return `${page.join('\n')}\n`;
}
