import assert from 'node:assert/strict';
import { differences, procoreState } from './contracts.ts';
import { identityOf, ownRequisitions, requisitionDifferences } from './requisitions.ts';
import { type Checked, outcomeProblems } from './outcomes.ts';
import { vendorDifferences } from './supplierRules.ts';

/** Origin IDs of ours that Procore holds more than once, by kind of object. */
function doubledOrigins(world: Checked): string[] {
	const { vendors, contracts, requisitions, costCodes, directCosts } = procoreState(world.simulators);
	const lines = [...contracts, ...directCosts].flatMap((each) => each.lines);
	return Object.entries({ vendors, contracts, requisitions, costCodes, directCosts, lines }).flatMap(([kind, held]) => {
		const seen = new Set<string>();
		return held.flatMap((each) => {
			const origin = identityOf(each);
			if (!origin.startsWith('sap:')) return [];
			const again = seen.has(origin);
			seen.add(origin);
			return again ? [`${kind}: ${origin} is there twice`] : [];
		});
	});
}

/**
 * Holds what is in Procore after a run against what SAP demands, and the run's records against what it was to read. Call
 * it before anything else changes.
 *
 * @param settled false while something is still to come: then only what must hold at any time is checked (nothing twice,
 * one outcome a document)
 * @param whole false after a run that had only the rest of its windows to read, or was killed
 */
export async function check(world: Checked, { settled = true, whole = true } = {}): Promise<void> {
	const problems = [...doubledOrigins(world), ...(await outcomeProblems(world, whole))];
	if (settled) problems.push(...vendorDifferences(world.simulators), ...differences(world.simulators));
	// Scenarios of vendors and contracts leave requisitions out.
	if (settled && ownRequisitions(world.simulators).length > 0)
		problems.push(...requisitionDifferences(world.simulators));
	assert.deepEqual(problems.slice(0, 20), [], `${String(problems.length)} problems`);
}
