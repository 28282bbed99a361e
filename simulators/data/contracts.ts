import type { SimContract } from '../procore/types.ts';
import type { OrderCase } from './orders/orders.ts';

/** The Procore project and vendor of contracts that people entered by hand. */
const byHand = { project_id: 2205, vendor_id: 9012 };

/** Contracts that are in Procore already, none of them from SAP. */
export function buildContracts(cases: Record<string, OrderCase>): SimContract[] {
	const line = { cost_code: '02-400', cost_type: 'S', amount: '850.00', description: 'Dumpsters' };
	return [
		{ ...byHand, id: 8001, number: 'SC-001', title: 'Dumpsters, monthly', status: 'Approved', lines: [line] },
		{
			...byHand,
			id: 8002,
			number: cases.numberTaken?.order ?? '',
			title: 'Entered by hand',
			lines: [{ ...line, amount: '100.00' }],
		},
		{
			...byHand,
			id: 8003,
			number: cases.foreignContract?.order ?? '',
			title: 'From another system',
			origin_id: 'sage:commitment:991',
			origin_code: '991',
			lines: [{ ...line, amount: '42.00' }],
		},
	];
}
