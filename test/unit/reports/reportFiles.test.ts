import { inflateRawSync } from 'node:zlib';
import { csvFile } from '../../../nodes/SapToProcore/reports/files/csv';
import { xlsxFile } from '../../../nodes/SapToProcore/reports/files/xlsx';

/** The files of an archive, by its directory, as a program unpacks it. */
function unzipped(archive: Buffer): Record<string, string> {
	const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'));
	const files: Record<string, string> = {};
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
		const [size, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		const local = archive.readUInt32LE(at + 42);
		const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
		files[name] = inflateRawSync(archive.subarray(start, start + size)).toString('utf8');
		at += 46 + nameLength;
	}
	return files;
}
const sheetOf = async (rows: Array<Record<string, string | number>>) =>
	unzipped(await xlsxFile(rows, 'status'))['xl/worksheets/sheet1.xml'] ?? '';

describe('XLSX', () => {
	it('names its columns in the first row, and has all of rows that differ in them', async () => {
		const sheet = await sheetOf([
			{ list: 'open', amount: 1.5 },
			{ list: 'resolved', days: 3 },
		]);
		const cells = [...sheet.matchAll(/<c r="(\w+)"[^>]*>(?:<is><t[^>]*>|<v>)([^<]*)/g)].map(([, place, value]) => [
			place,
			value,
		]);
		expect(cells).toEqual([
			['A1', 'list'],
			['B1', 'amount'],
			['C1', 'days'],
			['A2', 'open'],
			['B2', '1.5'],
			['A3', 'resolved'],
			['C3', '3'],
		]);
	});

	it('numbers are numbers and texts are texts', async () => {
		const sheet = await sheetOf([{ amount: -0.1, text: '0010' }]);
		expect(sheet).toContain('<c r="A2"><v>-0.1</v></c>');
		expect(sheet).toContain('<c r="B2" t="inlineStr"><is><t xml:space="preserve">0010</t></is></c>');
	});

	it('markup is text, and a character that XML does not know is left out', async () => {
		const sheet = await sheetOf([{ name: '<b>&"\'</b> Bell\u0007 Söhne 𝔘 \uD800' }]);
		expect(sheet).toContain("&lt;b&gt;&amp;&quot;'&lt;/b&gt; Bell Söhne 𝔘 <");
	});

	it('a cell is not longer than Excel takes', async () => {
		const [, text = ''] = /A2.*<t[^>]*>([^<]*)/.exec(await sheetOf([{ text: 'x'.repeat(40_000) }])) ?? [];
		expect(text).toHaveLength(32_767);
		expect(text.endsWith('x…')).toBe(true);
	});

	it('has as many columns as there are, beyond Z', async () => {
		const row = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`c${index}`, index]));
		expect(await sheetOf([row])).toContain('<c r="AD2"><v>29</v></c>');
	});

	it('without rows it is an empty sheet', async () => {
		expect(await sheetOf([])).toContain('<sheetData><row r="1"></row></sheetData>');
	});
});

describe('CSV', () => {
	it('quotes what has commas, quotes or line breaks, and says that it is UTF-8', () => {
		const file = csvFile([{ a: 'x, "y"', b: 1 }, { a: 'Söhne\nAG' }]).toString('utf8');
		expect(file).toBe('\uFEFFa,b\r\n"x, ""y""",1\r\n"Söhne\nAG",\r\n');
	});
});
