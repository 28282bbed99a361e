import { NodeApiError } from 'n8n-workflow';
import { failureDetails, type NodeFailure } from './failure';
import type { ConformanceFinding } from './model';

/** What an answer means. */
export interface Meaning {
	state: 'confirmed' | 'different';
	/** In a sentence; `{}` stands for what was measured. */
	says: string;
	/** What the setting of the probe should be, as the panel shows it. */
	value?: string;
}

/** One assumption about a system, and how to find out whether it holds there. */
export interface Probe<Bench> {
	id: string;
	/** What the sync counts on, in a sentence. */
	assumes: string;
	/** The one setting that depends on it: node of the template, or credential, and field. */
	setting?: string;
	/**
	 * Finds the answer out; with what was measured where the meaning says it.
	 * @throws CouldNotTell or an error of n8n when it cannot be told
	 */
	ask(bench: Bench): Promise<Found<string>>;
	answers: Readonly<Record<string, Meaning>>;
}

type Found<Key extends string> = Key | readonly [Key, measured: string | number];

/** A probe whose answers are exactly those that it has meanings for. */
export const probe = <Bench, Key extends string>(
	given: Omit<Probe<Bench>, 'ask' | 'answers'> & {
		ask(bench: Bench): Promise<Found<Key>>;
		answers: Readonly<Record<Key, Meaning>>;
	},
): Probe<Bench> => given;

/** Why something cannot be told, in a sentence of our own. */
export class CouldNotTell extends Error {}

/** What every other probe would meet as well. SAP locks a user after three refused log-ons, so it is asked no more. */
const ofTheSystem = new Set(['credential_rejected', 'configuration_invalid', 'system_unavailable', 'rate_limited']);
const ofOneRequest = new Set(['400', '404', '500', '501']);

const words: Record<string, string> = {
	credential_rejected: 'The log-on was refused.',
	system_unavailable: 'The system was not available.',
	rate_limited: 'The request quota was used up.',
	permission_missing: 'The account is not allowed to do it, or the tool is switched off.',
	budget_view_missing: 'The project has no budget view; see budget.view.',
	service_not_available: 'The service is not active, or lacks something that is always read.',
};

/** Says what went wrong without the words of the system, which may name records of the customer. */
function whyOf(error: Error): string {
	const { reason } = failureDetails(error);
	const known = words[reason];
	if (known !== undefined) return known;
	const status = error instanceof NodeApiError ? error.httpCode : null;
	return status ? `A request that it needs was refused (status ${status}).` : `A request failed (${reason}).`;
}

function endsAll(error: Error): boolean {
	const status = error instanceof NodeApiError ? (error.httpCode ?? '') : '';
	return ofTheSystem.has(failureDetails(error).reason) && !ofOneRequest.has(status);
}

/**
 * Asks all probes, one after the other. One that cannot be asked says why, and keeps none of the others away; after
 * trouble that every request would meet, nothing more is asked.
 */
export async function* conformanceFindings<Bench>(
	system: ConformanceFinding['system'],
	probes: ReadonlyArray<Probe<Bench>>,
	bench: Bench,
	asFailure: (thrown: unknown) => NodeFailure,
): AsyncGenerator<ConformanceFinding> {
	let down: string | undefined;
	for (const { id, assumes, setting = '', ask, answers } of probes) {
		const unknown = (why: string): ConformanceFinding => ({
			...{ system, probe: id, assumption: assumes, state: 'unknown', answer: why, setting: '', value: '' },
		});
		if (down !== undefined) {
			yield unknown(down);
			continue;
		}
		const [asked] = await Promise.allSettled([ask(bench)]);
		if (asked.status === 'fulfilled') {
			yield foundBy({ system, probe: id, assumption: assumes, setting }, answers, asked.value);
			continue;
		}
		const why = asked.reason instanceof CouldNotTell ? asked.reason.message : undefined;
		if (why === undefined) {
			const error = asFailure(asked.reason);
			if (endsAll(error)) down = whyOf(error);
			yield unknown(whyOf(error));
		} else yield unknown(why);
	}
}

function foundBy(
	about: Pick<ConformanceFinding, 'system' | 'probe' | 'assumption' | 'setting'>,
	answers: Probe<unknown>['answers'],
	found: Found<string>,
): ConformanceFinding {
	const [key, measured] = typeof found === 'string' ? [found, ''] : found;
	const { state = 'different', says = key, value = '' } = answers[key] ?? {};
	const answer = says.replace('{}', String(measured));
	return { ...about, state, answer, setting: value === '' ? '' : about.setting, value };
}
