import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ownRequisitions, type RequisitionState } from '../../e2e/support/requisitions.ts';
import type { World } from './scenarioWorld.ts';

const amountOf = ({ items }: RequisitionState) =>
	items.reduce((sum, { work_completed_this_period: work }) => sum + Math.abs(Number(work)), 0);

/** Tests in which n8n is killed (SIGKILL) during a first load; the next run has to bring everything to its end. */
export function killedWhileWriting(
	world: () => World,
	settings: Readonly<Record<string, string | number | boolean>>,
): void {
	const own = () => ownRequisitions(world().simulators);

	it('SIGKILL after Procore created the third requisition and before it answered: each has all its amounts', async () => {
		await world().killAt({ method: 'POST', path: '/requisitions$', when: 'after', nth: 3 }, settings);
		assert.equal(own().length, 3);
		assert.ok(own().every((one) => amountOf(one) > 0));
	});

	it('SIGKILL between creation and allocation, where Procore takes these apart: one bills nothing yet', async () => {
		world().changeProcore({ do: 'set-header-only-requisitions', on: true });
		await world().killAt({ method: 'PATCH', path: '/bulk_item_update$', when: 'before', nth: 2 }, settings);
		world().changeProcore({ do: 'set-header-only-requisitions', on: false });
		assert.equal(own().filter((one) => amountOf(one) === 0).length, 1);
		assert.ok(own().length > 3);
	});
}
