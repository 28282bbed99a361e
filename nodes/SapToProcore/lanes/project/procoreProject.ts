import { z } from 'zod/v3';
import { recordText } from '../../../shared/model';

/** A project as Procore > Project > Get Many answers it, simplified or not, as far as the roster looks at it. */
export const procoreProjectSchema = z
	.object({
		id: z.union([z.number(), z.string().min(1)]),
		name: recordText,
		active: z.boolean().nullish(),
		project_number: z.string().nullish(),
		projectNumber: z.string().nullish(),
		origin_id: z.string().nullish(),
		originId: z.string().nullish(),
	})
	.transform((project) => ({
		id: String(project.id),
		name: project.name,
		number: (project.project_number ?? project.projectNumber ?? '').trim(),
		originId: project.origin_id ?? project.originId ?? '',
		active: project.active !== false,
	}));

export type ProcoreProject = z.infer<typeof procoreProjectSchema>;
