import type { ProjectCost } from '../../../nodes/shared/model';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { mappingCoverage } from '../../../nodes/SapToProcore/mapping/coverage';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders';
import { posted } from '../../support/costs';

const projects = roster([
	rosterRow({ project_id: '2201', project_name: 'Riverside', sap_project: 'P-1001' }),
	rosterRow({ project_id: '2202', project_name: 'Lakeview', sap_project: 'P-1002' }),
	rosterRow({ project_id: '2203', sap_project: 'P-1003', sync_enabled: false }),
]);
const map = costCodeMap([costCodeRow({ gl_account: '630000' })]);

const cost = (fields: Partial<ProjectCost>): ProjectCost => ({
	...{
		companyCode: '1010',
		ledger: '0L',
		costCenter: '',
		order: '',
		wbsElement: '',
		glAccount: '',
		isBalanceSheet: false,
	},
	...{ ...posted, currency: 'USD', amount: '0.00', from: '', to: '' },
	...fields,
});

const order = (purchaseOrderNumber: string, wbsElement: string, glAccount: string, netAmount: string) =>
	purchaseOrder({
		purchaseOrder: purchaseOrderNumber,
		items: [orderItem({ netAmount, assignments: [assignment({ wbsElement, glAccount })] })],
	});

const nothing = { ambiguous: '0.00', unmapped: '0.00', withoutProject: '0.00' };

it('counts value by project and in all, without what no project takes', () => {
	const orders = [
		order('4500000001', 'P-1001.1', '630000', '300.00'),
		order('4500000002', 'P-1001.1', '640000', '100.00'),
		order('4500000003', 'P-1002.1', '630000', '200.00'),
		order('4500000004', 'P-1003.1', '640000', '999.00'),
		order('4500000005', 'X-1', '630000', '50.00'),
	];
	expect(mappingCoverage({ orders, costs: [], projects, map })).toEqual({
		all: [
			{
				...nothing,
				...{ currency: 'USD', inProjects: '600.00', covered: '500.00', unmapped: '100.00', share: '83.3' },
				withoutProject: '50.00',
			},
		],
		projects: [
			{
				...{ ...nothing, currency: 'USD', projectId: '2201', projectName: 'Riverside' },
				...{ inProjects: '400.00', covered: '300.00', unmapped: '100.00', share: '75.0' },
			},
			{
				...{ ...nothing, currency: 'USD', projectId: '2202', projectName: 'Lakeview' },
				...{ inProjects: '200.00', covered: '200.00', share: '100.0' },
			},
		],
	});
});

it('counts what was posted on an order with the order, and credits with their size', () => {
	const orders = [order('4500000001', 'P-1001.1', '630000', '300.00')];
	const costs = [
		cost({ wbsElement: 'P-1001.1', glAccount: '640000', purchaseOrder: '4500000001', amount: '300.00' }),
		cost({ wbsElement: 'P-1001.1', glAccount: '640000', purchaseOrder: '4500000009', amount: '-60.00' }),
		cost({ wbsElement: 'P-1001.1', glAccount: '630000', amount: '40.00' }),
		cost({ wbsElement: 'P-1001.1', glAccount: '110000', isBalanceSheet: true, amount: '7.00' }),
	];
	expect(mappingCoverage({ orders, costs, projects, map }).all).toEqual([
		{
			...nothing,
			...{ currency: 'USD', inProjects: '400.00', covered: '340.00', unmapped: '60.00', share: '85.0' },
		},
	]);
});
