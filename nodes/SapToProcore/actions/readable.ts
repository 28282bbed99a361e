import type { INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod';

/** The documents among items; what has another shape is left out: the operation that maps it reports it. */
export function readable<S extends z.ZodTypeAny>(
	items: Array<{ item: INodeExecutionData }>,
	schema: S,
): Array<z.infer<S>> {
	return items.flatMap(({ item }) => {
		const read = schema.safeParse(item.json);
		return read.success ? [read.data as z.infer<S>] : [];
	});
}
