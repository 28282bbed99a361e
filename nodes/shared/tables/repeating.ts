import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { attempt, type Attempt } from '../failure';

/** Trouble of the database that a repetition gets over; nothing was written, as n8n writes in a transaction. */
const passing =
	/result count changed during pagination|SQLITE_BUSY|database is locked|deadlock detected|could not serialize/i;
const repetitions = 5;

/** Does something with a table, and does it again while the database says that others are in the way. */
export async function repeating<T>(context: IExecuteFunctions, work: () => Promise<T>): Promise<Attempt<T>> {
	for (let left = repetitions; ; left -= 1) {
		const result = await attempt(context, work);
		if ('value' in result || left === 0 || !passing.test(result.error.message)) return result;
		await sleep((1_000 / (1 + left)) * (0.5 + Math.random()));
	}
}
