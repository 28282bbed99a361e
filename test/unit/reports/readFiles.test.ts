import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { csvFile } from '../../../nodes/SapToProcore/reports/files/csv';
import { readSheet } from '../../../nodes/SapToProcore/reports/files/sheet';
import { UnreadableFile } from '../../../nodes/SapToProcore/reports/files/unreadable';
import { xlsxFile } from '../../../nodes/SapToProcore/reports/files/xlsx';
import { zipFile } from '../../../nodes/SapToProcore/reports/files/zip';
import { harmless } from '../../../nodes/SapToProcore/reports/kit/columns';
import { hostileNames } from '../../support/reports.ts';

const textsOf = async (file: Buffer | string) => {
	const { columns, lines, notes } = await readSheet(Buffer.from(file));
	return { columns, notes, lines: lines.map(({ cells }) => cells.map(({ text }) => text)) };
};
const faultsOf = async (file: Buffer | string) =>
	(await readSheet(Buffer.from(file))).lines.map(({ cells }) => cells.map(({ fault }) => fault));

/** A workbook as Excel writes it: shared strings, styles, and cells of every kind. */
const workbook = async (cells: string, more: Record<string, string> = {}) =>
	await zipFile({
		'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Map" sheetId="3" r:id="rId7"/></sheets></workbook>',
		'xl/_rels/workbook.xml.rels':
			'<Relationships><Relationship Id="rId1" Target="styles.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet9.xml"/></Relationships>',
		'xl/styles.xml':
			'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
		'xl/sharedStrings.xml':
			'<sst><si><t>0010</t></si><si><r><t>Söhne </t></r><r><t xml:space="preserve">&amp; AG</t></r><rPh><t>x</t></rPh></si></sst>',
		'xl/worksheets/sheet9.xml': `<worksheet><cols><col min="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>${cells}</sheetData></worksheet>`,
		...more,
	});

describe('A CSV file that somebody brings back', () => {
	it.each([
		['commas, quotes and CRLF, with byte order mark', '\uFEFFa,b\r\n"x, ""y""",1\r\n"two\nlines",\r\n'],
		['semicolons and LF', 'a;b\n"x, ""y""";1\n"two\nlines";'],
		['tabs', 'a\tb\n"x, ""y"""\t1\n"two\nlines"\t\n'],
		['the separator in the first line', 'sep=;\r\na;b\r\n"x, ""y""";1\r\n"two\nlines";\r\n'],
	])('with %s', async (_, file) => {
		expect(await textsOf(file)).toEqual({
			columns: ['a', 'b'],
			notes: [],
			lines: [
				['x, "y"', '1'],
				['two\nlines', ''],
			],
		});
	});

	it('in the code page of Western Windows is read right, and says so', async () => {
		const { lines, notes } = await textsOf(Buffer.from('a;b\r\nSöhne;Müller\r\n', 'latin1'));
		expect(lines).toEqual([['Söhne', 'Müller']]);
		expect(notes).toEqual([expect.stringContaining('Western Windows (1252)')]);
	});

	it('in UTF-16, as Excel saves Unicode text', async () => {
		const text = Buffer.from('\uFEFFa\tb\r\nSöhne\t1\r\n', 'utf16le');
		expect((await textsOf(text)).lines).toEqual([['Söhne', '1']]);
	});

	it('numbers its lines as Excel does, empty ones too', async () => {
		const { lines } = await readSheet(Buffer.from('a,b\n\n1,2\n,\n3,4\n'));
		expect(lines.map(({ number }) => number)).toEqual([3, 5]);
	});

	it('says what Excel has made of a cell', async () => {
		expect(await faultsOf('a,b,c\n=1+1,6.3E+07,"1,5E+12"\n\'=1,1E5,-2\n')).toEqual([
			['is a formula', expect.stringContaining('scientific'), expect.stringContaining('scientific')],
			['', '', ''],
		]);
	});
});

describe('An XLSX file that somebody brings back', () => {
	it('has texts, numbers and truth values of its first sheet, wherever that is kept', async () => {
		const cells =
			'<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" t="s"><v>1</v></c><c r="D4"><v>63000000</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" s="3"><v>2.5</v></c><c r="G4" t="inlineStr"><is><t>a_x000D_b&#x41;</t></is></c></row>';
		const { columns, lines } = await readSheet(await workbook(cells));
		expect(columns).toEqual(['a']);
		expect(lines[0]?.number).toBe(4);
		expect(lines[0]?.cells.map(({ text }) => text)).toEqual([
			...['0010', 'Söhne & AG', '', '63000000', 'true', '2.5', 'a\rbA'],
		]);
	});

	it('says which cells are formulas, dates, errors, or too long to be a number', async () => {
		const cells =
			'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" s="1"><v>45000</v></c><c r="C2" s="2"><v>45000</v></c><c r="D2" t="e"><v>#REF!</v></c><c r="E2"><v>4.5000000011E+20</v></c></row>';
		expect(await faultsOf(await workbook(cells))).toEqual([
			[
				'is a formula',
				expect.stringContaining('is a date'),
				expect.stringContaining('is a date'),
				'is an error of Excel (#REF!)',
				expect.stringContaining('more than 15 digits'),
			],
		]);
	});

	it('a cell far to the right does not make a million of them', async () => {
		const [line] = (await readSheet(await workbook('<row r="2"><c r="B2"><v>1</v></c><c r="XFD2"><v>2</v></c></row>')))
			.lines;
		expect(line?.cells).toHaveLength(2);
	});
});

describe('What the pages write is read as it was', () => {
	const rows = [...hostileNames, "'=1", "''+1", '\t=1', '＝1', '-5', '@x', "'plain", '_x0041_', ' blank '].map(
		(text) => ({
			name: harmless(text.trim()),
			amount: 1,
		}),
	);
	const written = rows.map((_, index) =>
		[...hostileNames, "'=1", "''+1", '\t=1', '＝1', '-5', '@x', "'plain", '_x0041_', ' blank '][index]?.trim(),
	);

	it('in CSV', async () => {
		expect((await textsOf(csvFile(rows))).lines.map(([text]) => text)).toEqual(written);
	});

	it('in XLSX, without characters that XML does not know', async () => {
		const known = written.map((text) => text?.replaceAll('\u0007', ''));
		expect((await textsOf(await xlsxFile(rows, 'mapping'))).lines.map(([text]) => text)).toEqual(known);
	});

	it('and whatever text it is, no cell begins like a formula', async () => {
		const texts = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'));
		await fc.assert(
			fc.asyncProperty(texts, async (text) => {
				const cell = harmless(text);
				expect(cell).not.toMatch(/^\s*[=+\-@]/);
				const { lines } = await readSheet(csvFile([{ a: 'x', b: cell }]));
				expect(lines[0]?.cells[1]?.text).toBe(Buffer.from(text, 'utf8').toString('utf8'));
			}),
			{ numRuns: 300 },
		);
	});
});

describe('A file that cannot be read', () => {
	const refusal = async (file: Buffer | string) =>
		await readSheet(Buffer.from(file)).then(
			() => '',
			(error: unknown) => (error instanceof UnreadableFile ? error.message : `thrown: ${String(error)}`),
		);

	it.each<[string, Buffer | string, string]>([
		['nothing', '', 'The file is empty.'],
		['blank lines', '\uFEFF\r\n , \r\n', 'The file is empty.'],
		['only separators', ',,\n,,\n', 'The file is empty.'],
		['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'neither CSV nor XLSX'],
		['an .xls file, or one with a password', Buffer.from('D0CF11E0A1B11AE1', 'hex'), 'old kind'],
		['a cut archive', Buffer.from('PK\u0003\u0004 and no more'), 'damaged'],
		['an open quote', 'a,b\n"x,1\n', 'A quote (") in line 2 is never closed.'],
		['more than 10 MB', Buffer.alloc(10_000_001, 'a'), 'larger than 10 MB'],
	])('%s', async (_, file, said) => {
		expect(await refusal(file)).toContain(said);
	});

	it('another archive, and one that is damaged inside', async () => {
		expect(await refusal(await zipFile({ 'content.xml': '<x/>' }))).toContain('neither CSV nor XLSX');
		const whole = await workbook('');
		const broken = Buffer.from(whole);
		broken.fill(0xff, 60, 80);
		expect(await refusal(broken)).toContain('damaged');
	});

	it('one that unpacks to more than anybody has written is not unpacked', async () => {
		const [name, packed] = [Buffer.from('xl/workbook.xml'), deflateRawSync(Buffer.alloc(120_000_000, 'a'))];
		const [local, central, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22)];
		local.write('PK\u0003\u0004', 'latin1');
		local.writeUInt16LE(name.length, 26);
		central.writeUInt16LE(8, 10);
		central.writeUInt32LE(packed.length, 20);
		central.writeUInt16LE(name.length, 28);
		end.write('PK\u0005\u0006', 'latin1');
		end.writeUInt16LE(1, 10);
		end.writeUInt32LE(local.length + name.length + packed.length, 16);
		const huge = Buffer.concat([local, name, packed, central, name, end]);
		expect(huge.length).toBeLessThan(200_000);
		expect(await refusal(huge)).toContain('more than a person can have written');
	});
});
