import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compared, sum } from '../../../nodes/shared/decimal';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'budget.md'), 'utf8');

/** The rows of the page that show the standard budget view. */
const views = page
	.split('\n')
	.filter((line) => /^\| 03-\d{3} \|/.test(line))
	.map((line) => {
		const [, code = '', ...cells] = line.split('|').map((cell) => cell.trim());
		const [original, committed, pending, direct, invoices, jobToDate, projected] = cells.map((cell) =>
			cell.replace(/,/g, ''),
		);
		return { code, original, committed, pending, direct, invoices, jobToDate, projected };
	});

const total = (...amounts: Array<string | undefined>) => sum(['0.00', ...amounts.map((amount) => amount ?? '0')]);

it('the example of docs/budget.md shows four rows of the standard view', () => {
	expect(views.map(({ code }) => code)).toEqual(['03-300', '03-310', '03-300', '03-310']);
});

it.each(views)('its row $code adds up as Procore does: job to date $jobToDate, projected $projected', (view) => {
	const { committed, pending, direct, invoices, jobToDate = '', projected = '' } = view;
	expect(jobToDate).toBe(total(direct, invoices));
	expect(projected).toBe(total(committed, direct, pending));
	expect(compared(total(invoices), total(committed))).toBeLessThanOrEqual(0);
});
