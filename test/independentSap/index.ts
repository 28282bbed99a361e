import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SapData } from '../../simulators/data/types.ts';
import { controlPath, type Answered, type Switches } from './gate.ts';

export { client, tokenPath, type Answered, type Switches } from './gate.ts';

/** An SAP whose OData is not ours. */
export interface IndependentSap {
	url: string;
	/** Puts a data set into it instead of what it holds. */
	load(data: SapData): Promise<void>;
	/** Switches that are left out are as delivered. */
	set(switches: Partial<Switches>): Promise<void>;
	/** Requests to its services since this was asked last. */
	requests(): Promise<Answered[]>;
	close(): Promise<void>;
}

/** Starts it as a process of its own, without data: CAP keeps its state and its settings in globals. */
export async function startIndependentSap(): Promise<IndependentSap> {
	const child = fork(join(__dirname, 'server.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
	const ended = once(child, 'exit');
	const url = await Promise.race([
		once(child, 'message').then(([message]) => String(message)),
		ended.then(([code]) => {
			throw new Error(`The independent SAP ended with ${String(code)} before it was ready`);
		}),
	]);
	const control = async (what: string, body?: object): Promise<unknown> => {
		const answer = await fetch(`${url}${controlPath}/${what}`, {
			method: body ? 'POST' : 'GET',
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		return await answer.json();
	};
	return {
		url,
		load: async (data) => void (await control('data', data)),
		set: async (switches) => void (await control('switches', switches)),
		requests: async () => (await control('requests')) as Answered[],
		close: async () => {
			child.kill();
			await ended;
		},
	};
}
