import { z } from 'zod/v3';
import { parsedJson } from '../../../shared/json';
import type { Ledger } from '../../ledger';
import { combinationOf } from '../../lookup/costCodes';
import type { MappingCoverage } from '../../mapping/coverage';
import { mostShown } from '../../reports/mapping/build';
import type { SapTexts } from '../../reports/mapping/combinations';
import type { MappingReport } from '../../reports/mapping/model';

const page = 'mapping';

const covered = z.object({
	...{ currency: z.string(), inProjects: z.string(), covered: z.string(), ambiguous: z.string(), unmapped: z.string() },
	...{ share: z.string(), withoutProject: z.string() },
});

const texts = z.array(z.tuple([z.string(), z.string()]));

const contentSchema = z.object({
	/** null = SAP's orders were not read yet. */
	coverage: z
		.object({
			all: z.array(covered),
			projects: z.array(covered.extend({ projectId: z.string(), projectName: z.string() })),
		})
		.nullable(),
	...{ glAccounts: texts, costCenters: texts, wbsElements: texts },
	lines: z.array(z.tuple([z.string(), z.array(z.string())])),
});

/** What the page Mapping has read of SAP last, as far as it is kept. */
export interface PageFacts {
	/** When the coverage was so, ISO 8601. */
	readAt: string;
	coverage: MappingCoverage | undefined;
	texts: SapTexts;
}

/** Keeps what a page that has read SAP shows of it. */
export async function keepPageFacts(ledger: Ledger, report: MappingReport, read: SapTexts): Promise<void> {
	const content: z.infer<typeof contentSchema> = {
		coverage: report.coverage ?? null,
		glAccounts: [...read.glAccounts],
		costCenters: [...read.costCenters],
		wbsElements: [...read.wbsElements],
		lines: report.toMap
			.slice(0, mostShown)
			.filter(({ texts: { lines } }) => lines.length > 0)
			.map((each) => [combinationOf(each), [...each.texts.lines]]),
	};
	await ledger.upsert('page_facts', [{ page, read_at: report.coveredAt, content: JSON.stringify(content) }]);
}

/** undefined = nothing is kept. */
export async function keptPageFacts(ledger: Ledger): Promise<PageFacts | undefined> {
	const [row] = await ledger.rows('page_facts', [{ column: 'page', value: page }]);
	const content = contentSchema.safeParse(parsedJson(row?.content ?? '')).data;
	if (!row || !content) return undefined;
	return {
		readAt: row.read_at,
		coverage: content.coverage ?? undefined,
		texts: {
			glAccounts: new Map(content.glAccounts),
			costCenters: new Map(content.costCenters),
			wbsElements: new Map(content.wbsElements),
			lines: new Map(content.lines),
		},
	};
}
