import fc from 'fast-check';
import { bars } from '../../../nodes/SapToProcore/reports/kit/bars';
import { fileRows, harmless, type Column } from '../../../nodes/SapToProcore/reports/kit/columns';
import { durationText, grouped, moneyTexts } from '../../../nodes/SapToProcore/reports/kit/format';
import { headOf } from '../../../nodes/SapToProcore/reports/frame';
import { reportNames } from '../../../nodes/SapToProcore/reports/names';
import { markup } from '../../../nodes/SapToProcore/reports/kit/html';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { largestFirst, percentOf, totals } from '../../../nodes/SapToProcore/reports/kit/sums';
import { table } from '../../../nodes/SapToProcore/reports/kit/table';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('amounts of several currencies', () => {
	it('are sorted currency by currency, that of most rows first, whatever the sign; what has none comes last', () => {
		const money = (text: string) => {
			const [amount = '', currency = ''] = text.split(' ');
			return { amount, currency };
		};
		const sorted = largestFirst(['5 USD', '9000 JPY', '', '-70 USD', '6 EUR', '7 EUR', '1 USD'].map(money));
		expect(sorted.map(({ amount, currency }) => `${amount} ${currency}`.trim())).toEqual([
			...['-70 USD', '5 USD', '1 USD', '7 EUR', '6 EUR', '9000 JPY', ''],
		]);
	});
});

describe('Markup', () => {
	it('shows every value as text, in content and in attributes', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const made = markup`<p title="${text}">${text}</p>`.toString();
				const inside = made.slice('<p title="'.length, -'</p>'.length).replace('">', '');
				expect(inside).not.toMatch(/[<>"'`]/);
				expect(inside.replace(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
			}),
		);
	});

	it('keeps markup, joins lists, and shows nothing for nothing', () => {
		const items = ['a', '<b>'].map((each) => markup`<li>${each}</li>`);
		expect(markup`<ul>${items}</ul>${null}${undefined}`.toString()).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
	});

	it('replaces control characters, which have no place in a page', () => {
		expect(markup`${'a\u0000b\u001bc\nd\te\u0085'}`.toString()).toBe('a\uFFFDb\uFFFDc\nd\te\uFFFD');
	});
});

describe('Page', () => {
	const content = {
		title: '<T>',
		subtitle: 'acme',
		top: [],
		sections: [{ title: 'S', content: [bars('Bars', [{ label: 'a', size: '3', value: '3' }])] }],
		refreshSeconds: 3,
	};

	it('in a browser it leads to all pages by addresses that hold behind any proxy, and looks up what is asked', () => {
		const text = page(content, headOf({ current: 'status', find: '"><script>' }));
		const links = [...text.matchAll(/<a href="([^"]*)"( aria-current="page")?>/g)];
		expect(links.map(([, href, current]) => [href, Boolean(current)])).toEqual(
			reportNames.map((name) => [`?page=${name}`, name === 'status']),
		);
		expect(text).toMatch(/<form method="get" role="search">[^]*name="find" value="&quot;&gt;&lt;script&gt;"/);
		expect(text).not.toMatch(/<script|https?:|action=/i);
		expect(text).toContain('<meta http-equiv="refresh" content="3">');
	});

	it('needs nothing but itself: no script, no address, nothing to load or to follow', () => {
		const text = page(content);
		expect(text).not.toMatch(/<nav|<form|<a |http-equiv="refresh"/);
		expect(text).not.toMatch(/<script|https?:|@import|url\(|\son\w+=/i);
		expect(text).toContain("default-src 'none'");
		expect(text).toContain('<title>&lt;T&gt;</title>');
		expect(text).toContain('prefers-color-scheme: dark');
	});

	it('cuts a long table and says where the rest is', () => {
		const columns: Array<Column<number>> = [{ key: 'n', label: 'N', kind: 'count', value: (row) => row }];
		const text = table(columns, [1, 2, 3], { empty: '', most: 2 }).toString();
		expect(text.match(/<td/g)).toHaveLength(2);
		expect(text).toContain('1 more row in the file.');
	});

	it('says in words that a table is empty', () => {
		expect(table([], [], { empty: 'There is none.' }).toString()).toContain('There is none.');
	});
});

describe('File rows', () => {
	const columns: Array<Column<{ name: string; amount: string }>> = [
		{ key: 'name', label: 'Name', value: ({ name }) => name },
		{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
	];

	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '＝1'])(
		'a text %j cannot become a formula',
		(name) => {
			expect(fileRows(columns, [{ name, amount: '' }])).toEqual([{ name: `'${name}`, amount: '' }]);
		},
	);

	it('negative amounts stay numbers, to the last cent', () => {
		expect(fileRows(columns, [{ name: 'Return', amount: '-1234567890123.45' }])[0]).toEqual({
			name: 'Return',
			amount: -1234567890123.45,
		});
	});

	it('an amount that JavaScript cannot hold stays text, digit by digit', () => {
		const amount = '12345678901234567.89';
		expect(fileRows(columns, [{ name: '', amount }])[0]?.amount).toBe(amount);
	});

	it('an amount column does not let anything else through', () => {
		expect(fileRows(columns, [{ name: '', amount: '=1+1' }])[0]?.amount).toBe("'=1+1");
	});

	it('whatever a text is, a spreadsheet takes it for text', () => {
		fc.assert(
			fc.property(fc.constantFrom('', ' ', '\t', '\n', '\u00a0'), anyText, (blank, text) => {
				expect(harmless(blank + text)).not.toMatch(/^\s*[=+\-@]/);
			}),
		);
	});
});

describe('Figures', () => {
	it('groups digits and leaves signs and cents alone', () => {
		expect(['0', '-1234567.50', '999', '1000', 'n/a'].map(grouped)).toEqual([
			'0',
			'-1,234,567.50',
			'999',
			'1,000',
			'n/a',
		]);
	});

	it('adds up by currency, with the decimal places of each', () => {
		const sums = totals([
			{ currency: 'USD', amount: '0.1' },
			{ currency: 'JPY', amount: '5000' },
			{ currency: 'USD', amount: '0.2' },
			{ currency: 'KWD', amount: '1.5' },
			{ currency: 'USD', amount: '' },
		]);
		expect(moneyTexts(sums)).toBe('0.30 USD · 5,000 JPY · 1.500 KWD');
	});

	it('percentages do not mind zero or signs', () => {
		expect([percentOf('1', '3'), percentOf('-1', '3'), percentOf('0', '0'), percentOf('2', '2')]).toEqual([
			'33.3',
			'33.3',
			'0.0',
			'100.0',
		]);
	});

	it('spans of time in words', () => {
		expect([0, 90_000, 7_200_000, 200_000_000].map(durationText)).toEqual([
			'0 minutes',
			'1 minute',
			'2 hours',
			'2 days',
		]);
	});
});

describe('A code in a cell', () => {
	const cellOf = (text: string) => {
		const columns: Array<Column<string>> = [{ key: 'a', label: 'A', value: (each) => each }];
		return /<td data-label="A">(.*)<\/td>/.exec(table(columns, [text], { empty: '' }).toString())?.[1];
	};

	it.each([
		['API_COSTCENTER_SRV is there', 'API_<wbr>COSTCENTER_<wbr>SRV is there'],
		['17100201,17100202,17100203', '17100201,<wbr>17100202,<wbr>17100203'],
		['U-2200.10.20.30', 'U-2200.<wbr>10.<wbr>20.<wbr>30'],
		['A_<script>_<b>', 'A_<wbr>&lt;script&gt;_<wbr>&lt;b&gt;'],
	])('%s breaks between its parts', (text, shown) => {
		expect(cellOf(text)).toBe(shown);
	});

	it.each(['P-1001.2.1', '1,234,567,890.50 USD', 'Documents'])('%s does not break', (text) => {
		expect(cellOf(text)).toBe(text);
	});
});
