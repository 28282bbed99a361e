import { expectedRequisitions } from '../../simulators/data/expected.ts';
import { fromUnscaled } from '../../nodes/shared/decimal';
import type { PurchaseOrder, PurchaseRequisition } from '../../nodes/shared/model';
import { costCodeMap } from '../../nodes/SapToProcore/lookup/costCodes';
import { valueMap } from '../../nodes/SapToProcore/lookup/values';
import { roster } from '../../nodes/SapToProcore/lookup/roster';
import { mapRequisitions } from '../../nodes/SapToProcore/lanes/requisition/map';
import { rosterRow } from '../support/orders.ts';
import { World } from '../support/world.ts';

it('every requisition of seed is allocated as arithmetic of its own says: orders, projects, lines and totals', async () => {
	const world = await World.start({ dataset: 'seed' });
	try {
		const read = async (resource: string) =>
			(await world.sap({ resource, operation: 'getAll', returnAll: true })).outputs[0]?.map(({ json }) => json);
		const { dataset } = world.simulators;
		const sapIds = new Set(dataset.sap.projects.map(({ Project }) => Project));
		const rows = dataset.procore.projects.map(({ id, project_number: number, origin_id: origin, active }) => {
			const filled = dataset.tables.sap_procore_projects.find((row) => row.project_id === String(id)) ?? {};
			const sapProject = origin?.startsWith('sap:') ? (origin.split(':')[3] ?? '') : (number ?? '');
			const own = sapIds.has(sapProject) ? { sap_project: sapProject } : {};
			const cells = Object.fromEntries(Object.entries(filled).filter(([, cell]) => cell !== '' && cell !== null));
			return rosterRow({ id: String(id), project_id: String(id), active, sap_project: '', ...own, ...cells });
		});
		const mapped = mapRequisitions({
			requisitions: (await read('purchaseRequisition')) as unknown as PurchaseRequisition[],
			orders: (await read('purchaseOrder')) as unknown as PurchaseOrder[],
			roster: roster(rows),
			costCodes: costCodeMap([]),
			values: valueMap([]),
			absent: new Set(),
			settings: { system: 'S4P', requisitions: 'draftInvoice', billingDate: 'change' },
		});
		const made = mapped.flatMap((each) => ('desired' in each && !each.desired.withdrawn ? [each.desired] : []));
		const open = new Set(dataset.procore.projects.map(({ id }) => String(id)));
		const wanted = expectedRequisitions({ ...dataset, openProjects: open }).filter(
			({ reason }) => reason === '' || reason === 'contract_missing',
		);
		const inactive = new Set(rows.filter(({ active }) => !active).map(({ project_id }) => project_id));
		const sent = wanted.filter(({ projectId }) => !inactive.has(projectId));
		expect(sent.length).toBeGreaterThan(180);
		const told = (origin: string, total: string, lines: string[]) =>
			`${origin}: ${total} on ${lines.sort().join(', ')}`;
		expect(
			made
				.map(({ originId, total, allocations }) =>
					told(
						originId,
						total,
						allocations.map(({ lineOriginId }) => lineOriginId.split(':').slice(4, 6).join('/')),
					),
				)
				.sort(),
		).toEqual(
			sent
				.map(({ requisition, projectId, order, total, decimals, lines }) =>
					told(`sap:S4P:pr:${requisition}:${projectId}:${order}`, fromUnscaled(total, decimals), Object.keys(lines)),
				)
				.sort(),
		);
	} finally {
		await world.close();
	}
});
