import { pick } from 'lodash';
import { outcome, type Outcome } from '../../../nodes/shared/model';
import { auditRow } from '../../../nodes/SapToProcore/sync/record/auditRows';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { previewedExceptions } from '../../../nodes/SapToProcore/reports/previewed';
import { recordInput, run } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const held = (fields: Partial<Outcome>) =>
	outcome({ entity: 'purchase_order', sapKey: '45', projectId: '1', action: 'none', status: 'held', ...fields });

const columns = [
	'entity',
	'sap_key',
	'project_id',
	'reason',
	'title',
	'advice',
	'message',
	'amount',
	'currency',
	'unmapped',
] as const;

/** What pages show after a preview, and what a run that writes keeps of the same outcomes. */
const both = (...outcomes: Outcome[]) => {
	const kept = record(recordInput({ entity: 'purchase_order', outcomes, now })).exceptions;
	const shown = previewedExceptions(outcomes.map((each) => auditRow(each, run(), now)));
	return { kept: kept.map((row) => pick(row, columns)), shown: shown.map((row) => pick(row, columns)) };
};

describe('a preview shows what a run that writes would keep', () => {
	const approval = {
		plan: 'p',
		change: 'void',
		what: '',
		before: '10.00',
		after: '2.50',
		moved: '7.50',
		currency: 'EUR',
	};

	it.each<[string, Outcome[], object]>([
		[
			'advice of its own',
			[held({ reason: 'procore_rejected', detail: { advice: 'Do this.' } })],
			{ advice: 'Do this.' },
		],
		[
			'the amount at stake',
			[held({ reason: 'vendor_missing', message: 'm', detail: { total: '12.00', currency: 'USD' } })],
			{ amount: '12.00', currency: 'USD', message: 'm' },
		],
		[
			'what lacks a cost code',
			[
				held({
					reason: 'unmapped_cost_code',
					detail: { unmapped: [['1010', '63', '', 'P-1', '1.00', 'USD', 'Pipe']] },
				}),
			],
			{ unmapped: '[["1010","63","","P-1","1.00","USD","Pipe"]]' },
		],
		[
			'no amount without its currency',
			[held({ reason: 'vendor_missing', detail: { total: '12.00' } })],
			{ amount: '', currency: '' },
		],
		[
			'of what somebody has to approve the amount that would move',
			[held({ reason: 'approval_needed', detail: { total: '900.00', currency: 'USD', approval } })],
			{ amount: '7.50', currency: 'EUR' },
		],
		[
			'of several troubles the first',
			[held({ reason: 'unmapped_cost_code' }), held({ reason: 'vendor_missing', status: 'waiting' })],
			{ reason: 'unmapped_cost_code' },
		],
	])('%s', (_, outcomes, expected) => {
		const { kept, shown } = both(...outcomes);
		expect(shown).toMatchObject([expected]);
		expect(shown).toEqual(kept);
	});
});
