import { readMetadata } from '../../../nodes/SapS4Hana/odata/metadata';
import { isWebPage, readErrorBody } from '../../../nodes/SapS4Hana/odata/errorBody';
import { isLasting } from '../../../nodes/SapS4Hana/odata/errors';
import { nextLink } from '../../../nodes/Procore/api/pageHeaders';
import { readErrorBody as readProcoreBody } from '../../../nodes/Procore/api/errorBody';
import { rowsNamedIn } from '../../../nodes/SapToProcore/explain/rules';
import { nearName } from '../../../nodes/SapToProcore/lanes/supplier/names';
import { withoutZeros } from '../../../nodes/SapToProcore/lookup/keys';
import { WordIndex } from '../../../nodes/SapToProcore/mapping/words';
import { harmless } from '../../../nodes/SapToProcore/reports/kit/columns';
import { grouped } from '../../../nodes/SapToProcore/reports/kit/format';
import { readDecimal } from '../../../nodes/shared/decimal';
import { toAnswer } from '../../../nodes/shared/http/answer';
import { trimUrl } from '../../../nodes/shared/http/origin';
import { originId, systemInOriginId } from '../../../nodes/shared/originId';
import { codePartsIn, codeTextOfCells } from '../../../nodes/shared/segments';
import { redact } from '../../../nodes/shared/redact';
import { oneLine } from '../../../nodes/shared/texts';

/** A text again and again, with an end that no pattern expects: long enough for what takes time by its square. */
const filled = (part: string, end = '') => part.repeat(Math.ceil(100_000 / part.length)) + end;

const parts = [
	...['a', ' ', '.', '/', '0', '-', '"', "'", '\\', '<', '>', '&', '(', '[', '{', ';', '\n', '\u0301', '：', '*a'],
	...[
		'a.',
		'eyJ-',
		'eyJa.',
		'Bearer ',
		'secret ',
		'secret:',
		'secret=\\',
		'password="',
		"client_secret='",
		'access_token\\',
	],
	...[
		'-----BEGIN PRIVATE KEY-----',
		'-----BEGIN ',
		'<!-- -->',
		'<!--',
		'<title ',
		'<title>',
		'<error ',
		'<error><code ',
		'<message ',
	],
	...[
		'<EntityType a>',
		'<EntityType ',
		'<Property ',
		'<EntitySet Name="',
		'property ',
		'service group ',
		'gateway ',
		' type ',
	],
	...['row 1: ', 'row 1: a → ', 'the row of ', '; rel="next ', ', <a>; rel=', '=HYPERLINK("', "'", '\t=', '＝'],
	...['Phase=P;', 'a=', '=;', '\\;', '\\='],
];
const ends = ['', 'x!\n→ x\n'];

const cells = (segments: string) => ({ cost_type: 'M', sub_job: '01', segments });

/** Whatever reads a text of SAP or Procore. */
const readers: Record<string, (text: string) => unknown> = {
	redact: (text) => redact(text),
	isWebPage,
	'error body of SAP': (text) => readErrorBody(text),
	'error of SAP': (text) => isLasting({ body: { error: { code: text, message: text } } }),
	'error in XML of SAP': (text) => isLasting({ body: `<error><code>1</code>${text}` }),
	'error body of Procore': (text) => readProcoreBody({ errors: { name: [text] } }),
	'error text of Procore': (text) => readProcoreBody(text),
	metadata: readMetadata,
	'metadata of a type': (text) => readMetadata(`<EntityType Name="A">${text}`),
	'rows of a rule': rowsNamedIn,
	nearName,
	withoutZeros,
	'words of a name': (text) => new WordIndex([[1, text]]).find(text),
	harmless,
	readDecimal,
	grouped,
	trimUrl,
	oneLine,
	'segments of a budget code': (text) => [
		codePartsIn(text),
		codePartsIn(`M; a=b;${text}`),
		codeTextOfCells(cells(text)),
	],
	'origin ID': (text) => systemInOriginId(originId(text, 'po', text)),
	'Link header': (text) => nextLink(text.slice(0, 16_000), 'https://api.procore.com/rest'),
};

describe('a text of 100,000 characters takes no longer than it should, whatever it is made of', () => {
	it.each(Object.entries(readers))('%s', (_name, read) => {
		const slow: string[] = [];
		for (const part of parts)
			for (const end of ends) {
				const start = performance.now();
				read(filled(part, end));
				const ms = Math.round(performance.now() - start);
				if (ms > 400) slow.push(`${JSON.stringify(part)} … ${JSON.stringify(end)}: ${ms} ms`);
			}
		expect(slow).toEqual([]);
	});
});

describe('an answer', () => {
	const nested = (levels: number) => ({
		statusCode: 200,
		headers: {},
		body: JSON.parse(`${'[{"d":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`) as never,
	});

	it('of 100,000 levels of JSON is left out', () => {
		expect(toAnswer(nested(100_000)).body).toMatch(/more than 100 levels/);
		const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		expect(toAnswer({ ...nested(2), body: text as never }).body).toMatch(/more than 100 levels/);
	});

	it('of as many levels as any has is read', () => {
		expect(toAnswer(nested(40))).toEqual({ status: 200, headers: {}, body: nested(40).body as unknown });
	});
});

describe('an answer that tells back what it was asked with', () => {
	const token = 'an-opaque-token-0123456789';
	const answerOf = (body: unknown) =>
		toAnswer({ statusCode: 200, headers: {}, body: body as never }, [token, 'secret']);

	it('has no token, wherever it stands', () => {
		const rows = { value: [{ Name: `of ${token}`, nested: { list: [token] } }, { Name: 'Söhne' }] };
		expect(answerOf(rows).body).toEqual({ value: [{ Name: 'of ***', nested: { list: ['***'] } }, { Name: 'Söhne' }] });
		expect(answerOf(`<p>${token}</p>`).body).toBe('<p>***</p>');
	});

	it("keeps words that are somebody's short password", () => {
		expect(answerOf({ Name: 'secret gardens' }).body).toEqual({ Name: 'secret gardens' });
	});
});

describe('a secret', () => {
	it('does not show where a text breaks off behind a backslash', () => {
		expect(redact('client_secret="hunter2\\')).not.toContain('hunter2');
	});

	it('does not show where a long text was cut', () => {
		const text = `${'client_secret=hunter2&'.repeat(1_000)}`;
		expect(redact(text, 40_000)).not.toMatch(/hunt/);
	});

	it('in a token shows nowhere in a text without dots', () => {
		expect(redact(`x-eyJ${'hunter2'.repeat(5)}`)).not.toContain('hunter2');
	});
});
