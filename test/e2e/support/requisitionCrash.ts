import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ownRequisitions, type RequisitionState } from './requisitions.ts';
import { until, type World } from './world.ts';

const amountOf = ({ items }: RequisitionState) =>
	items.reduce((sum, { work_completed_this_period: work }) => sum + Math.abs(Number(work)), 0);

/** Tests in which n8n is killed (SIGKILL) during a first load; the next run has to bring everything to its end. */
export function killedWhileWriting(
	world: () => World,
	settings: Readonly<Record<string, string | number | boolean>>,
): void {
	async function killAt(fault: Record<string, unknown>): Promise<void> {
		const { faults } = world().simulators.procore;
		faults.add(fault);
		await world().configure(settings);
		await world().startSync();
		await until('the request that meets the fault', () => faults.list().every(({ hits }) => hits > 0));
		await new Promise((resolve) => setTimeout(resolve, 300));
		await world().n8n.kill();
		faults.remove();
		await world().n8n.restart();
		await world().releaseLease();
	}

	const own = () => ownRequisitions(world().simulators);

	it('SIGKILL after Procore created the third requisition and before it answered: each has all its amounts', async () => {
		await killAt({ method: 'POST', path: '/requisitions', kind: 'hang', ms: 5_000, nth: 3 });
		assert.equal(own().length, 3);
		assert.ok(own().every((one) => amountOf(one) > 0));
	});

	it('SIGKILL between creation and allocation, where Procore takes these apart: one bills nothing yet', async () => {
		world().changeProcore({ do: 'set-header-only-requisitions', on: true });
		await killAt({ method: 'PATCH', path: '/bulk_item_update', kind: 'drop-before', nth: 2, times: 'always' });
		world().changeProcore({ do: 'set-header-only-requisitions', on: false });
		assert.equal(own().filter((one) => amountOf(one) === 0).length, 1);
		assert.ok(own().length > 3);
	});
}
