import { summed } from '../../../nodes/SapToProcore/lanes/problems';
import { moneyOf, stakeOf } from '../../../nodes/SapToProcore/lanes/stake';
import type { ReasonCode } from '../../../nodes/shared/reasons';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const keys = { companyCode: '1010', glAccount: '630000', costCenter: '10101', wbsElement: 'P-1001.1' };
const unmapped = (amount: string, fields: object = {}) => ({ ...usd(amount), keys, text: 'Concrete', ...fields });

describe('what is at stake', () => {
	it('is the sum, where all of it is in one currency', () => {
		expect(stakeOf([usd('1.10'), usd('2.20')])).toEqual({ total: '3.30', currency: 'USD' });
		expect(stakeOf([usd('1.10'), { amount: '2.20', currency: 'EUR' }])).toEqual({});
		expect(stakeOf([])).toEqual({});
	});

	it('is what lacks a cost code, once for each account assignment and currency, with its first text', () => {
		const assignment = ['1010', '630000', '10101', 'P-1001.1'];
		const given = [
			unmapped('1.10'),
			unmapped('2.20', { keys: { ...keys, costCenter: '0000010101' }, text: 'Steel' }),
			unmapped('5.00', { currency: 'EUR' }),
			unmapped('7.00', { keys: { ...keys, glAccount: '640000' } }),
		];
		expect(stakeOf([], given)).toEqual({
			unmapped: [
				[...assignment, '3.30', 'USD', 'Concrete'],
				[...assignment, '5.00', 'EUR', 'Concrete'],
				['1010', '640000', '10101', 'P-1001.1', '7.00', 'USD', 'Concrete'],
			],
		});
	});

	it('is not what is merely left out, nor what has no amount', () => {
		const problem = (reason: ReasonCode, amount?: string) => ({
			...{ reason, text: 'item 10' },
			...(amount === undefined ? {} : { money: usd(amount) }),
		});
		expect(
			moneyOf([
				problem('unmapped_cost_code', '1.00'),
				problem('not_a_project_cost', '2.00'),
				problem('currency_mismatch'),
				problem('contract_missing', '3.00'),
			]),
		).toEqual([usd('1.00'), usd('3.00')]);
	});
});

describe('several problems of one object', () => {
	const reasonOf = (...reasons: ReasonCode[]) => summed(reasons.map((reason) => ({ reason, text: 'item 10' })))?.reason;

	/** Each comes before all that follow it. */
	const order: ReasonCode[] = [
		'procore_rejected',
		'one_time_supplier',
		'currency_mismatch',
		'amount_mismatch',
		'mapping_ambiguous',
		'unmapped_cost_code',
		'unmapped_project',
		'contract_missing',
		'not_a_project_cost',
	];

	it.each(order.slice(1).map((later, index) => [order[index] as ReasonCode, later]))(
		'%s is told before %s',
		(one, other) => {
			expect([reasonOf(one, other), reasonOf(other, one)]).toEqual([one, one]);
		},
	);

	it('name every line once, the first reason without its title', () => {
		expect(
			summed([
				{ reason: 'contract_missing', text: 'order 45' },
				{ reason: 'unmapped_cost_code', text: 'item 10' },
				{ reason: 'unmapped_cost_code', text: 'item 20' },
				{ reason: 'unmapped_cost_code', text: 'item 10' },
			])?.what,
		).toMatch(/^Item 10; item 20\. .+: Order 45\.$/);
		expect(summed([])).toBeUndefined();
	});
});
