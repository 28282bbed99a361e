import type { ProjectJob } from '../upsert/byProject';

/** Statuses that a direct cost of ours may be created with. */
export const directCostStatuses = ['draft', 'pending', 'approved'] as const;

export interface DirectCostOptions {
	dryRun: boolean;
	/** Status of a new direct cost; one that is there keeps its own. */
	status: (typeof directCostStatuses)[number];
	createMissingCodes: boolean;
	/** Whether it is known that Procore lets no program change a direct cost that carries an origin ID. */
	isLocked: boolean;
}

export type DirectCostJob = ProjectJob<DirectCostOptions>;
