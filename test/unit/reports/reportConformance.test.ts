import type { ConformanceFinding } from '../../../nodes/shared/model';
import { conformanceReport } from '../../../nodes/SapToProcore/reports/conformance';

const finding = (more: Partial<ConformanceFinding>): ConformanceFinding => ({
	...{ system: 'procore', probe: 'directCosts.locked', assumption: 'A program may.', state: 'confirmed' },
	...{ answer: 'It may.', setting: '', value: '', ...more },
});

describe('the report of the conformance check', () => {
	it('puts what is different first, and recommends settings', () => {
		const setting = 'Upsert costs > Status';
		const report = conformanceReport([
			finding({}),
			finding({ probe: 'a.b', state: 'different', answer: 'It may not.', setting, value: 'on' }),
			finding({ system: 'sap', state: 'unknown', answer: 'No order.' }),
		]);
		expect(report).toMatchObject({ confirmed: 1, different: 1, unknown: 1, settings: { [setting]: 'on' } });
		expect(report.text.match(/^## .*$/gm)).toEqual([
			'## Recommended settings (1)',
			'## Different from what is counted on (1)',
			'## Could not be told (1)',
			'## As counted on (1)',
		]);
		expect(report.text).toContain('- Procore `a.b` A program may. It may not.');
	});

	it('says of a system without findings that it was not checked, and calls nothing good', () => {
		const { text, confirmed } = conformanceReport([]);
		expect(confirmed).toBe(0);
		expect(text).toContain('SAP was not checked.');
		expect(text).toContain('Procore was not checked.');
	});

	it('lets nothing in that is no finding: an error may name records of the customer', () => {
		const { text } = conformanceReport([
			{ error: 'Vendor "Riverside Steel" is locked' },
			{},
			finding({ state: undefined }),
		]);
		expect(text).not.toMatch(/Riverside|locked/);
	});
});
