import { parseArgs } from 'node:util';
import type { DatasetName } from '../simulators/data/types.ts';

export interface DemoOptions {
	/** Run and exit, instead of leaving n8n open to look around. */
	once: boolean;
	/** How many times the sync runs. */
	runs: number;
	dataset: DatasetName;
	/** False: Procore counts no requests. */
	limits: boolean;
	/** File for every request that the simulators got, one JSON line each. */
	traffic: string | undefined;
	/** File for the figures of the runs, as JSON. */
	summary: string | undefined;
	/** Port of n8n's editor; another one is taken when it is in use. */
	port: number;
}

export const usage = `Usage: npm run demo -- [options]

  --once            run the sync and exit
  --runs N          run the sync N times (default 1)
  --dataset NAME    tour (60 suppliers, default) or seed (500 suppliers)
  --no-limits       switch Procore's rate limits off. With the 600 requests an hour that
                    Procore publishes, the first load of seed takes hours, as in real life:
                    a run stops when they are used up, and the next one resumes
  --traffic FILE    write every request to SAP and Procore to FILE, one JSON line each
  --summary FILE    write the figures of the runs to FILE as JSON
  --port N          port of n8n's editor (default 5678)
  --help            show this`;

/**
 * Reads the command line.
 * @throws Error with a sentence for the user when an option is unknown or out of range
 */
export function demoOptions(args: string[]): DemoOptions | 'help' {
	const { values } = parseArgs({
		args,
		options: {
			once: { type: 'boolean', default: false },
			runs: { type: 'string', default: '1' },
			dataset: { type: 'string', default: 'tour' },
			'no-limits': { type: 'boolean', default: false },
			traffic: { type: 'string' },
			summary: { type: 'string' },
			port: { type: 'string', default: '5678' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return 'help';
	if (values.dataset !== 'tour' && values.dataset !== 'seed')
		throw new Error(`--dataset takes tour or seed, not "${values.dataset}"`);
	return {
		once: values.once,
		runs: wholeNumber('--runs', values.runs, 1, 100),
		dataset: values.dataset,
		limits: !values['no-limits'],
		traffic: values.traffic,
		summary: values.summary,
		port: wholeNumber('--port', values.port, 1, 65_535),
	};
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= min && value <= max) return value;
	throw new Error(`${name} takes a whole number from ${String(min)} to ${String(max)}, not "${text}"`);
}
