import { NeededProjects } from '../../../nodes/SapS4Hana/documents/finance/neededProjects';

describe('SAP projects of which Procore has costs', () => {
	const notShown = (...pages: object[][]) => {
		const needed = new NeededProjects(['5001', '5002']);
		for (const rows of pages) needed.see(rows.map((row) => ({ ...row })));
		return needed.notShown();
	};

	it('are missing where SAP shows postings, and none of theirs', () => {
		expect(notShown([{ ProjectInternalID: '00005001' }], [{ ProjectInternalID: '00000000' }])).toEqual(['5002']);
		expect(notShown([{ ProjectInternalID: '5002' }], [{ ProjectInternalID: '5001' }])).toEqual([]);
	});

	it('are not missing where SAP shows nothing at all, or does not tell which project a posting is of', () => {
		expect(notShown()).toEqual([]);
		expect(notShown([])).toEqual([]);
		expect(notShown([{ GLAccount: '630000' }])).toEqual([]);
	});
});
