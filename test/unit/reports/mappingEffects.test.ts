import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { summed, type DocumentEffect } from '../../../nodes/SapToProcore/mapping/effects/effect';
import { documentsText } from '../../../nodes/SapToProcore/reports/kit/documents';
import { effectTables, effectTexts } from '../../../nodes/SapToProcore/reports/mapping/effects';
import { rosterRow } from '../../support/orders.ts';
import { textOf } from '../../support/pages.ts';

const to = { projectId: '2201', costCode: '03-100', costType: 'M' };
const line = (sapKey: string, amount: string, more: Partial<DocumentEffect> = {}): DocumentEffect => ({
	...{ kind: 'released', entity: 'purchase_order', sapKey, reason: '', from: null, to, amount, currency: 'USD' },
	...more,
});
const cost = (key: string) => line(key, '1.00', { entity: 'actual_cost' });

describe('What a change of the map does', () => {
	it('counts orders, requisitions and costs each by themselves, not their lines', () => {
		const lines = [line('41', '10.00'), line('41', '5.00'), line('42', '1.00'), cost('a'), cost('b'), cost('c')];
		expect(effectTexts(summed(lines, []))[0]).toBe(
			'The next run releases 2 purchase orders and 3 project costs (19.00 USD) that wait for this.',
		);
		const requisition = line('10', '1.00', { entity: 'requisition', kind: 'later' });
		const held = [line('43', '2.00', { kind: 'notSent', reason: 'vendor_missing', to: null })];
		expect(effectTexts(summed([requisition, ...held], []))).toEqual([
			'The next run releases 0 documents.',
			'0 documents that are in Procore already will move.',
			'1 purchase requisition (1.00 USD) will be released or moved later: with Run now after saving, or once SAP changes them.',
			expect.stringMatching(/^Still not sent \([^)]+\): 1 purchase order \(2\.00 USD\)\.$/),
		]);
	});

	it('lists a document once for each way that its lines go', () => {
		const other = { ...to, costCode: '04-100' };
		const lines = [line('41', '10.00'), line('41', '5.00'), line('41', '1.00', { to: other }), line('42', '2.00')];
		const text = effectTables(summed(lines, []), roster([rosterRow({ project_name: 'Tower' })])).map(String);
		expect(
			textOf(text.join(''))
				.replace(/^.*Currency /, '')
				.trim(),
		).toBe(
			[
				'purchase order 41 2 released Tower · 03-100 / M 15.00 USD',
				'purchase order 41 1 released Tower · 04-100 / M 1.00 USD',
				'purchase order 42 1 released Tower · 03-100 / M 2.00 USD',
			].join(' '),
		);
	});

	it('names documents in the order of the lanes, and costs without a number where more than are named are sent', () => {
		const documents = [
			{ entity: 'actual_cost', key: '|' },
			{ entity: 'requisition', key: '10' },
			{ entity: 'purchase_order', key: '41' },
			{ entity: 'purchase_order', key: '41' },
		];
		expect(documentsText(documents, ['actual_cost'])).toBe(
			'1 purchase order, 1 purchase requisition and project costs',
		);
		expect(documentsText([])).toBe('0 documents');
	});
});
