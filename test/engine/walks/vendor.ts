import type { vendorReasons } from '../../../nodes/shared/reasons/vendor.ts';
import type { Scene, Told, Walks } from './scene.ts';

const of = (key: string): Told => ({ entity: 'supplier', key });

const create = (scene: Scene, number: string, name: string): Told => {
	scene.sap({ do: 'create-supplier', number, name });
	return of(number);
};

/** Somebody decides in the row that the sync has added. */
const decide = (scene: Scene, supplier: string, cells: Record<string, string>) => {
	scene.edit('sap_procore_vendors', { supplier }, cells);
};

const addVendor = (scene: Scene, vendor: Record<string, unknown>) =>
	(scene.procore({ do: 'add-vendor', vendor }) as { id: number }).id;

export const vendorWalks: Partial<Walks<keyof typeof vendorReasons>> = {
	ambiguous_vendor_name: [
		{
			title: 'somebody says which one it is',
			advice: /decision "link" and its ID in procore_vendor_id/,
			make: () => of('100002'),
			follow: (scene) => {
				decide(scene, '100002', { decision: 'link', procore_vendor_id: '9003' });
			},
			ends: 'there',
		},
		{
			title: 'they are merged in Procore',
			advice: /Merge them in Procore/,
			make: () => of('100002'),
			follow: (scene) => {
				scene.procore({ do: 'delete-vendor', id: 9003 });
				scene.sap({ do: 'edit-supplier', supplier: '100002', set: {} });
			},
			ends: 'there',
		},
	],
};
