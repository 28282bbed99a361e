import assert from 'node:assert/strict';
import type { approvalReasons } from '../../../nodes/shared/reasons/approval.ts';
import { Pages } from '../support/pages.ts';
import type { Scene, Told, Walk, Walks } from './scene.ts';

const order = '4500092001';
const told: Told = { entity: 'purchase_order', key: order };
const settings = { lanes: 'project, supplier, purchase_order', approval: true };

const ordered = (scene: Scene) => {
	scene.order({ number: order, items: [{ price: '100.00' }, { price: '50.00' }] });
};
const setPrice = (scene: Scene, price: string) => {
	scene.sap({ do: 'set-price', order, item: '10', price });
};
const voided = (scene: Scene): Told => {
	scene.sap({ do: 'void-order', order });
	return told;
};

/** Somebody decides on the page *Exceptions* on all that waits. */
const decide =
	(action: 'approve' | 'leave') =>
	async (scene: Scene): Promise<void> => {
		const pages = new Pages(scene.world.engine);
		await pages.confirm('exceptions', await pages.open({ page: 'exceptions', do: action, all: '1' }));
	};

/** The contract is approved, and the order changes. */
const reopening = {
	settings,
	before: ordered,
	make: (scene: Scene): Told => {
		setPrice(scene, '120.00');
		return told;
	},
} satisfies Partial<Walk>;

export const approvalWalks: Walks<keyof typeof approvalReasons> = {
	approval_needed: [
		{
			title: 'it is approved',
			advice: /^Open the page Exceptions and approve it under To approve/,
			settings,
			before: ordered,
			make: voided,
			follow: async (scene) => {
				assert.equal(scene.contract(order).status, 'Approved');
				await decide('approve')(scene);
			},
			ends: 'there',
			proof: (scene) => {
				const { status, lines } = scene.contract(order);
				assert.deepEqual([status, lines], ['Draft', []]);
			},
		},
		{
			title: 'it is left as it is',
			advice: /or decide to leave it as it is/,
			...reopening,
			follow: decide('leave'),
			ends: 'settled',
			proof: (scene) => {
				const { status, grand_total: total } = scene.contract(order);
				assert.deepEqual([status, Number(total)], ['Approved', 150]);
			},
		},
		{
			title: 'it has changed since it was approved: somebody looks at it again',
			advice: /^Open the page Exceptions and approve it/,
			...reopening,
			follow: async (scene) => {
				await decide('approve')(scene);
				setPrice(scene, '130.00');
			},
			then: [
				{
					reason: 'approval_needed',
					advice: /^Look at it again on the page Exceptions, under To approve/,
					follow: decide('approve'),
				},
			],
			ends: 'there',
			proof: (scene) => {
				const { status, grand_total: total } = scene.contract(order);
				assert.deepEqual([status, Number(total)], ['Approved', 180]);
			},
		},
	],
	left_as_it_is: {
		title: 'the order changes in SAP: it is asked again',
		advice: /It is asked again once the document changes in SAP/,
		...reopening,
		make: async (scene) => {
			reopening.make(scene);
			await scene.run(settings);
			await decide('leave')(scene);
			scene.world.later(61);
			return told;
		},
		ends: 'settled',
		proof: async (scene) => {
			setPrice(scene, '140.00');
			await scene.run(settings);
			assert.deepEqual(
				(await scene.exceptions(told)).map(({ reason }) => reason),
				['approval_needed'],
			);
		},
	},
};
