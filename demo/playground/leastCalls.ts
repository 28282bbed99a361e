/** Rows a Procore list answers at the most in one call, and rows a sync action takes. */
const listPage = 2000;
const syncRows = 1000;

/** What a run had to bring to Procore, counted from its outcomes. */
export interface Work {
	/** Whether a token was due. */
	token: boolean;
	/** Vendors Procore holds, and those that were written. */
	vendors: number;
	changedVendors: number;
	/** Contracts written, and contracts looked at, by project. */
	changedContracts: Record<string, number>;
	lookedAtContracts: Record<string, number>;
}

const batches = (rows: number) => Math.ceil(rows / syncRows);
const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);

/**
 * The fewest Procore calls that could have done a run's work: token, projects and vendors are read once; for each
 * project its contracts, and its codes where lines were written; contracts go in batches of a project, and the lines of
 * each contract in a call of their own, because Procore takes no lines together with a contract.
 */
export function leastProcoreCalls(work: Work): number {
	const looked = Object.keys(work.lookedAtContracts).length;
	const written = Object.values(work.changedContracts).filter((count) => count > 0);
	const reads = (work.token ? 1 : 0) + 1 + Math.max(1, Math.ceil(work.vendors / listPage)) + looked + written.length;
	return reads + batches(work.changedVendors) + sumOf(written.map(batches)) + sumOf(written);
}
