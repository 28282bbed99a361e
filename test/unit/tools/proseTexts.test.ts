import { textsOf } from '../../../tools/prose/texts.ts';

const source = `import { a } from 'some module name';
// A comment is not for people.
export const title = 'Open the page';
const key = 'sap_procore_audit';
throw new Error(\`The parameter \${name} is wrong. <b>Correct</b> it\`);
export const note = \`First line of it
second line of it\`;
const both = ['One text here', 'Another text here'];
`;

it('keeps what people read, at its line, and nothing else', () => {
	expect(textsOf(source, 'some.ts').split('\n')).toEqual([
		'',
		'',
		'Open the page',
		'',
		'The parameter … is wrong. Correct it',
		'First line of it',
		'second line of it',
		'One text here ¶ Another text here',
		'',
	]);
});
