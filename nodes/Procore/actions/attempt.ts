import type { IExecuteFunctions } from 'n8n-workflow';
import { asNodeFailure, type NodeFailure } from '../../shared/guarded';

export type Attempt<T> = { value: T } | { error: NodeFailure };

/** Runs something that may throw, and hands back what it gave or the error as an n8n error. */
export async function attempt<T>(context: IExecuteFunctions, run: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return { value: await run() };
	} catch (thrown) {
		return { error: asNodeFailure(context, thrown) };
	}
}
