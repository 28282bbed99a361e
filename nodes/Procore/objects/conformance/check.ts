import { conformanceFindings } from '../../../shared/conformance';
import type { NodeFailure } from '../../../shared/failure';
import type { ConformanceFinding } from '../../../shared/model';
import type { Client } from '../../api/client';
import { Bench } from './bench';
import { contractProbes } from './contractProbes';
import { moneyProbes } from './moneyProbes';
import { readingProbes } from './readingProbes';

/** In this order; the first that meets trouble of the whole system ends the check. */
export const procoreProbes = [...readingProbes, ...contractProbes, ...moneyProbes];

/**
 * One finding for each assumption about Procore, tried on records that are made in the project and removed again, whatever
 * happens, and one that says what had to stay.
 */
export async function checkConformance(
	client: Client,
	projectId: string,
	asFailure: (thrown: unknown) => NodeFailure,
): Promise<ConformanceFinding[]> {
	const bench = new Bench(client, projectId);
	const findings: ConformanceFinding[] = [];
	let left: string[] = [];
	try {
		for await (const finding of conformanceFindings('procore', procoreProbes, bench, asFailure)) findings.push(finding);
	} finally {
		left = await bench.sandbox.cleanUp();
	}
	return [...findings, cleanedUp(left)];
}

function cleanedUp(left: readonly string[]): ConformanceFinding {
	const named = [...new Set(left)].map((what) => `${left.filter((each) => each === what).length} × ${what}`).join(', ');
	return {
		...{ system: 'procore', probe: 'cleanUp', assumption: 'What was made for the check can be removed again.' },
		...(left.length === 0
			? { state: 'confirmed', answer: 'Nothing is left.' }
			: {
					state: 'different',
					answer: `Procore did not let the check remove: ${named}. Search the project for "n8n-conformance", and have them removed; the next check tries again.`,
				}),
		...{ setting: '', value: '' },
	};
}
