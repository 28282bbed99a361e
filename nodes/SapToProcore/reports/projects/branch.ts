/** Longer than any WBS element of SAP. */
const longestBranch = 60;

/** What somebody typed as a branch, `U-2200` or `U-22*`; undefined when it is none, or would take everything. */
export function branchIn(text: string): string | undefined {
	const branch = text.trim();
	const isBranch = branch.length <= longestBranch && !/[\p{Cc}\s,;]/u.test(branch) && /[\p{L}\p{N}]/u.test(branch);
	return isBranch && !branch.slice(0, -1).includes('*') ? branch : undefined;
}
