import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v3';

/** As much of what n8n keeps of an execution as tells where it is to end. n8n has no public way to ask. */
const contextSchema = z.object({
	runExecutionData: z.object({
		startData: z.object({
			destinationNode: z.union([z.string(), z.object({ nodeName: z.string() }).transform(({ nodeName }) => nodeName)]),
		}),
	}),
});

/**
 * The node for which a person pressed *Execute step* in the editor; undefined when the whole workflow runs, and where n8n
 * does not say.
 */
export function editorStep(context: IExecuteFunctions): string | undefined {
	if (context.getMode() !== 'manual') return undefined;
	const read = contextSchema.safeParse(context);
	return read.success ? read.data.runExecutionData.startData.destinationNode : undefined;
}
