import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { z } from 'zod';
import { failureOf, reasonIn } from '../../../shared/items';
import { finding, findingSchema, issuesText, type Finding } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import { isConnected, itemsOf } from '../inputs';
import { gathered, type Gathered } from './shared';

/**
 * What a check of a system found. A check that failed as a whole is a finding as well: the first one of all.
 * @throws NodeOperationError for an item that is no finding
 */
export function findingsOf(
	context: IExecuteFunctions,
	input: number,
	inputName: string,
	system: Finding['system'],
): { findings: Finding[]; gaps: string[] } {
	const findings = itemsOf(context, input).map(({ item, index }) => {
		const failure = failureOf(item);
		if (failure) return failedCheck(system, failure);
		const read = findingSchema.safeParse(item.json);
		if (read.success) return read.data;
		throw new NodeOperationError(context.getNode(), `The input ${inputName} has an unexpected item [item ${index}]`, {
			description: `${issuesText(read.error)}. Check which node is connected to ${inputName}.`,
			failure: { cause: 'configuration-invalid' },
		});
	});
	return {
		findings,
		gaps: findings.length === 0 ? [`${inputName}: there is none, so the system was not checked.`] : [],
	};
}

function failedCheck(system: Finding['system'], { message, details }: { message: string; details: unknown }): Finding {
	const { advice } = reasonFor(reasonIn(details) ?? 'unexpected_error');
	return finding({ system, area: 'log-on', subject: 'Check', state: 'missing', what: message, todo: advice });
}

/** Records that a report does without where nothing could be read of them (`rows` is undefined then), and says so. */
export function optional<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	input: number,
	schema: S,
	inputName: string,
): { rows: Gathered<z.infer<S>>['rows'] | undefined; gaps: string[] } {
	if (!isConnected(context, input)) return { rows: undefined, gaps: [`${inputName} were not read and not looked at.`] };
	const { rows, gaps } = gathered(context, input, schema, inputName);
	return { rows: rows.length === 0 && gaps.length > 0 ? undefined : rows, gaps };
}
