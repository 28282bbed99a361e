import type { Exchange } from '../support/systems.ts';

const isLogOn = ({ url }: Exchange) => url.includes('/oauth');
/** Nobody has to believe that Procore wants to be left alone for longer than its longest window. */
const longestHold = 3_600_000;

function byProcess(exchanges: readonly Exchange[]): Exchange[][] {
	const all = new Map<string, Exchange[]>();
	for (const each of exchanges) {
		const key = `${each.system} ${String(each.process)}`;
		all.set(key, [...(all.get(key) ?? []), each]);
	}
	return [...all.values()];
}

/** P7. Requests to Procore that a process sent although an answer had asked it to stay away. */
export function quotaProblems(exchanges: readonly Exchange[]): string[] {
	const calls = exchanges.filter((each) => each.system === 'procore' && !isLogOn(each));
	return byProcess(calls).flatMap((own) =>
		own.flatMap((call, index) => {
			const asked = own
				.slice(0, index)
				.find(({ ended, notBefore }) => ended <= call.begun && call.begun < Math.min(notBefore, ended + longestHold));
			return asked
				? [
						`P7 ${call.method} ${call.url} ${String(asked.notBefore - call.begun)} ms before the quota was back (${String(asked.status)} for ${asked.url})`,
					]
				: [];
		}),
	);
}

const signature = ({ method, url, rawBody }: Exchange) => `${method} ${url} ${rawBody}`;

/** P8. Log-ons at the same time, requests that were sent a third time after a second 401, and secrets that were refused twice. */
export function logOnProblems(exchanges: readonly Exchange[]): string[] {
	return byProcess(exchanges).flatMap((own) => {
		const logOns = own.filter(isLogOn);
		const overlaps = logOns.filter((each, index) => {
			const last = logOns[index - 1];
			return last !== undefined && each.begun < last.ended;
		});
		const calls = own.filter((each) => !isLogOn(each));
		const insisting = calls.filter((call, index) => {
			const run = calls.slice(Math.max(0, index - 2), index + 1);
			const [first] = run;
			if (!first || run.length < 3) return false;
			// A log-on that failed brought no new token: then the old one is tried again later.
			const isHopeless = logOns.every(
				(each) => each.status === 200 || each.begun < first.begun || each.begun > call.begun,
			);
			return isHopeless && run.every((each) => each.status === 401 && signature(each) === signature(call));
		});
		return [
			...overlaps.map(({ url }) => `P8 ${url}: two log-ons at the same time`),
			...insisting.map(({ method, url }) => `P8 ${method} ${url} was sent a third time after two 401`),
		];
	});
}
