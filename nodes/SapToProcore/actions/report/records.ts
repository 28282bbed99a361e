import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { z } from 'zod/v3';
import { failureOf } from '../../../shared/items';
import { addressesRead, issuesText, readRecordSchema, type ProcoreRead, type SapRead } from '../../../shared/model';
import { withFullStop } from '../../../shared/texts';
import { itemsOf } from '../inputs';

/** What an input gave, and in words what it did not: a report tells that instead of staying away. */
export interface Gathered<T> {
	rows: T[];
	gaps: string[];
}

export interface Failure {
	message: string;
	details: Record<string, unknown>;
}

/** What a stream may hold: what was read, and where things are in the browser. */
type Asked<Read> = Read | typeof addressesRead;

/**
 * The records of one system: a stream of `{read, record}`, with a failed item for each read that failed. A failure that
 * names no read is one of the node as a whole, and counts for each of its reads.
 */
export class Records<Read extends SapRead | ProcoreRead> {
	readonly #records = new Map<string, unknown[]>();
	readonly #failures: Failure[] = [];

	/**
	 * @param asked - what the system was asked for
	 * @throws NodeOperationError for an item of another shape: something else is connected to the input
	 */
	constructor(
		context: IExecuteFunctions,
		input: number,
		inputName: string,
		source: string,
		private readonly asked: readonly Read[],
	) {
		for (const { item, index } of itemsOf(context, input)) {
			const failure = failureOf(item);
			if (failure) {
				this.#failures.push({ message: failure.message, details: (failure.details ?? {}) as Failure['details'] });
				continue;
			}
			const given = readRecordSchema.safeParse(item.json);
			if (!given.success)
				throw new NodeOperationError(
					context.getNode(),
					`The input ${inputName} has an unexpected item [item ${index}]`,
					{
						description: `${issuesText(given.error)}. Connect ${source} to it.`,
						failure: { cause: 'configuration-invalid' },
					},
				);
			const { read, record } = given.data;
			const known = this.#records.get(read);
			if (known) known.push(record);
			else this.#records.set(read, [record]);
		}
	}

	/** Whether the system was asked for it. */
	isAsked(read: Read): boolean {
		return this.asked.includes(read);
	}

	of(read: Asked<Read>): unknown[] {
		return this.#records.get(read) ?? [];
	}

	/** Whether there is anything of a read, or nothing because there is nothing. */
	wasRead(read: Read): boolean {
		return this.isAsked(read) && (this.of(read).length > 0 || this.failures(read).length === 0);
	}

	/** What failed of a read. */
	failures(read: Asked<Read>): Failure[] {
		return this.#failures.filter(({ details }) => details.read === undefined || details.read === read);
	}

	/** The records of a read that can be understood. */
	gathered<S extends z.ZodTypeAny>(read: Asked<Read>, schema: S, label: string): Gathered<z.infer<S>> {
		return gatheredOf(this.of(read), this.failures(read), schema, label);
	}
}

const shown = 3;

const shortList = (texts: readonly string[]) =>
	[...texts.slice(0, shown), ...(texts.length > shown ? [`and ${texts.length - shown} more`] : [])].join(', ');

/** Records that a report can do without: what failed and what cannot be understood is said in words. */
export function gatheredOf<S extends z.ZodTypeAny>(
	records: readonly unknown[],
	failures: readonly Failure[],
	schema: S,
	label: string,
): Gathered<z.infer<S>> {
	const rows: Array<z.infer<S>> = [];
	const problems: string[] = [];
	for (const [index, record] of records.entries()) {
		const result = schema.safeParse(record);
		if (result.success) rows.push(result.data as z.infer<S>);
		else problems.push(`number ${index + 1} (${issuesText(result.error)})`);
	}
	const failed = new Set(failures.map(({ message }) => withFullStop(`${label} could not be read: ${message}`)));
	const gaps =
		problems.length > 0
			? [`${label}: ${problems.length} could not be understood and are left out: ${shortList(problems)}.`]
			: [];
	return { rows, gaps: [...failed, ...gaps] };
}
