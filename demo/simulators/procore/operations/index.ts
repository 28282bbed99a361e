import type { Operation } from '../operation.ts';
import { businessRegisters } from './business-registers.ts';
import { company } from './company.ts';
import { projectVendors } from './project-vendors.ts';
import { projects } from './projects.ts';
import { vendorLists } from './vendor-lists.ts';
import { vendorSync } from './vendor-sync.ts';
import { vendors } from './vendors.ts';

/** Every operation that this Procore offers. */
export const operations: Operation[] = [
	...company,
	...projects,
	...vendorLists,
	...vendors,
	...vendorSync,
	...businessRegisters,
	...projectVendors,
];
