import assert from 'node:assert/strict';
import type { vendorReasons } from '../../../nodes/shared/reasons/vendor.ts';
import type { Scene, Told, Walks } from './scene.ts';

const of = (key: string): Told => ({ entity: 'supplier', key });

const create = (scene: Scene, number: string, name: string): Told => {
	scene.sap({ do: 'create-supplier', number, name });
	return of(number);
};
const edit = (scene: Scene, supplier: string, change: Record<string, unknown>) => {
	scene.sap({ do: 'edit-supplier', supplier, ...change });
};
const block = (scene: Scene, supplier: string, blocked: boolean) => {
	edit(scene, supplier, { set: { supplier: { PurchasingIsBlocked: blocked } } });
};

/** Somebody decides, in the row that the sync has added. */
const decide = (scene: Scene, supplier: string, decision: string, vendor = '') => {
	scene.edit('sap_procore_vendors', { supplier }, { decision, procore_vendor_id: vendor });
};

/** Somebody adds a row of their own. */
const addDecision = (scene: Scene, supplier: string, decision: string, vendor = '') => {
	const row = { customer: 'main', supplier, decision, procore_vendor_id: vendor, note: '' };
	scene.world.addRows('sap_procore_vendors', [row]);
};

const vendorId = (scene: Scene, supplier: string) => Number(scene.vendorOf(supplier)?.id);

const merged = (scene: Scene, kept: number, gone: number) => {
	scene.procore({ do: 'delete-vendor', id: gone });
	return kept;
};

const ambiguous = {
	advice: /Merge them in Procore, or link the right one on the page Vendors/,
	make: () => of('100002'),
} as const;
const foreign = {
	advice: /Disconnect the other one in Procore, or .*page Vendors: create.*ignore/,
	make: () => of('100003'),
} as const;
const twin = {
	advice: /different names in SAP, or .*page Vendors: create a second vendor, or ignore/,
	make: (scene: Scene) => create(scene, '100900', 'Dalton Fencing Co.'),
} as const;
const near = {
	settings: { nearDuplicates: 'hold' },
	advice: /correct one of the names, or link it on the page Vendors.*create a vendor there/,
	make: (scene: Scene) => create(scene, '100900', 'DALTON FENCING COMPANY'),
} as const;
const inactive = {
	advice: /Reactivate it in Procore, or ignore the supplier on the page Vendors/,
	make: (scene: Scene) => {
		scene.procore({ do: 'deactivate-vendor', id: vendorId(scene, '100050') });
		edit(scene, '100050', { address: { CityName: 'Golden' } });
		return of('100050');
	},
} as const;
const taken = {
	advice: /On the page Vendors, link another vendor, or create one/,
	make: (scene: Scene) => {
		addDecision(scene, '100900', 'link', String(vendorId(scene, '100050')));
		return create(scene, '100900', 'Front Range Fencing');
	},
} as const;
const elsewhere = {
	advice:
		/Take the decision out of sap_procore_vendors, or merge the two vendors.*another company, empty its Origin ID/,
	make: (scene: Scene) => {
		addDecision(scene, '100050', 'link', '9010');
		edit(scene, '100050', { address: { CityName: 'Golden' } });
		return of('100050');
	},
} as const;

export const vendorWalks: Walks<keyof typeof vendorReasons> = {
	ambiguous_vendor_name: [
		{
			...ambiguous,
			title: 'somebody says which one it is',
			follow: (scene) => {
				decide(scene, '100002', 'link', '9003');
			},
			ends: 'there',
		},
		{
			...ambiguous,
			title: 'they are merged in Procore',
			follow: (scene) => {
				merged(scene, 9002, 9003);
			},
			ends: 'there',
		},
	],
	duplicate_supplier_name: [
		{
			...twin,
			title: 'it gets another name in SAP',
			follow: (scene) => {
				edit(scene, '100900', { name: 'Dalton Gates Co.' });
			},
			ends: 'there',
		},
		{
			...twin,
			title: 'somebody decides on a second vendor',
			follow: (scene) => {
				decide(scene, '100900', 'create');
			},
			ends: 'there',
		},
		{
			...twin,
			title: 'somebody decides to leave it out',
			follow: (scene) => {
				decide(scene, '100900', 'ignore');
			},
			ends: 'settled',
		},
	],
	foreign_origin_id: [
		{
			...foreign,
			title: 'the other integration lets go of it',
			follow: (scene) => {
				scene.procore({ do: 'edit-vendor', id: 9004, set: { origin_id: null } });
			},
			ends: 'there',
		},
		{
			...foreign,
			title: 'somebody decides on a vendor of its own',
			follow: (scene) => {
				decide(scene, '100003', 'create');
			},
			ends: 'there',
		},
		{
			...foreign,
			title: 'somebody decides to leave it',
			follow: (scene) => {
				decide(scene, '100003', 'ignore');
			},
			ends: 'settled',
		},
	],
	near_duplicate_vendor: [
		{
			...near,
			title: 'the name is corrected in SAP, which makes them the same',
			before: (scene) => {
				scene.procore({ do: 'add-vendor', vendor: { id: 9020, name: 'Front Range Fencing' } });
			},
			make: (scene) => create(scene, '100900', 'FRONT RANGE FENCING, INC.'),
			follow: (scene) => {
				edit(scene, '100900', { name: 'Front Range Fencing' });
			},
			ends: 'there',
		},
		{
			...near,
			title: 'it is the same company, and somebody links it',
			before: (scene) => {
				scene.procore({ do: 'add-vendor', vendor: { id: 9020, name: 'Front Range Fencing' } });
			},
			make: (scene) => create(scene, '100900', 'FRONT RANGE FENCING, INC.'),
			follow: (scene) => {
				decide(scene, '100900', 'link', '9020');
			},
			ends: 'there',
		},
		{
			...near,
			title: 'it is another company, and somebody decides on a vendor',
			follow: (scene) => {
				decide(scene, '100900', 'create');
			},
			ends: 'there',
		},
	],
	vendor_inactive: [
		{
			...inactive,
			title: 'it is reactivated in Procore',
			follow: (scene) => {
				scene.procore({ do: 'edit-vendor', id: vendorId(scene, '100050'), set: { is_active: true } });
			},
			ends: 'there',
		},
		{
			...inactive,
			title: 'somebody decides to leave it out',
			follow: (scene) => {
				decide(scene, '100050', 'ignore');
			},
			ends: 'settled',
		},
	],
	vendor_taken: [
		{
			...taken,
			title: 'somebody chooses another vendor',
			follow: (scene) => {
				decide(scene, '100900', 'link', '9010');
			},
			ends: 'there',
		},
		{
			...taken,
			title: 'somebody decides on a vendor of its own',
			follow: (scene) => {
				decide(scene, '100900', 'create');
			},
			ends: 'there',
		},
	],
	vendor_linked_elsewhere: [
		{
			...elsewhere,
			title: 'the decision is taken out',
			follow: (scene) => {
				scene.world.removeRows('sap_procore_vendors', { supplier: '100050' });
			},
			ends: 'there',
		},
		{
			...elsewhere,
			title: 'the two vendors are merged, and the one that is left is linked',
			follow: (scene) => {
				merged(scene, 9010, vendorId(scene, '100050'));
			},
			ends: 'there',
		},
		{
			...elsewhere,
			title: 'the link was wrong, and the vendor is nobody of SAP any more',
			follow: async (scene) => {
				const wrong = vendorId(scene, '100050');
				const vendor = { __rl: true, mode: 'id', value: String(wrong) };
				const parameters = { resource: 'vendor', operation: 'update', vendorId: vendor };
				const { id } = await scene.node({ ...parameters, updateFields: { originId: '' } });
				assert.equal(id, wrong);
			},
			ends: 'there',
			proof: (scene) => {
				assert.equal(vendorId(scene, '100050'), 9010);
			},
		},
	],
	decision_vendor_missing: {
		title: 'the number is corrected',
		advice: /On the page Vendors, link one that is there/,
		make: (scene) => {
			addDecision(scene, '100900', 'link', '99999');
			return create(scene, '100900', 'Front Range Fencing');
		},
		follow: (scene) => {
			decide(scene, '100900', 'link', '9010');
		},
		ends: 'there',
	},
	decision_unreadable: {
		title: 'the decision is written as it has to be',
		advice: /decision is one of link \(with procore_vendor_id\), create or ignore/,
		make: (scene) => {
			addDecision(scene, '100900', 'please create');
			return create(scene, '100900', 'Front Range Fencing');
		},
		follow: (scene) => {
			decide(scene, '100900', 'create');
		},
		ends: 'there',
	},
	supplier_blocked: {
		title: 'SAP lifts the block',
		advice: /Once SAP lifts the block, the next run that reads the supplier creates the vendor, or reactivates/,
		make: (scene) => {
			const told = create(scene, '100900', 'Front Range Fencing');
			block(scene, '100900', true);
			return told;
		},
		follow: (scene) => {
			block(scene, '100900', false);
		},
		ends: 'there',
	},
	supplier_deleted: {
		title: 'there is nothing to do',
		advice: /^Nothing to do\.$/,
		make: (scene) => {
			const told = create(scene, '100900', 'Front Range Fencing');
			scene.sap({ do: 'flag-for-deletion', supplier: '100900' });
			return told;
		},
		ends: 'settled',
	},
	ignored_by_decision: {
		title: 'days later the row is taken out, and the supplier replayed',
		advice: /To change that, take the row out and replay the supplier/,
		make: (scene) => {
			addDecision(scene, '100900', 'ignore');
			return create(scene, '100900', 'Front Range Fencing');
		},
		follow: async (scene) => {
			scene.world.later(3 * 1440);
			await scene.run({});
			scene.world.removeRows('sap_procore_vendors', { supplier: '100900' });
			return { mode: 'replay', replayEntity: 'supplier', replayKey: '100900' };
		},
		ends: 'there',
	},
};
