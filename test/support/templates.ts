import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TemplateNode {
	id: string;
	name: string;
	type: string;
	position: [number, number];
	parameters: Record<string, unknown> & { tableName?: string; columns?: { column?: Array<{ name: string }> } };
	credentials?: Record<string, { id: string; name: string }>;
	onError?: string;
	retryOnFail?: boolean;
	executeOnce?: boolean;
}
export type Links = Array<Array<{ node: string; index: number }>>;

export interface Template {
	id: string;
	nodes: TemplateNode[];
	/** By node and kind of connection; what is no tool has only `main`. */
	connections: Record<string, { main?: Links; ai_tool?: Links }>;
	settings: Record<string, unknown>;
}

/** A template as it is shipped, and how tests look at it. */
export function template(name: string) {
	const text = readFileSync(join(__dirname, '..', '..', 'workflows', `${name}.json`), 'utf8');
	const workflow = JSON.parse(text) as Template;
	return {
		text,
		workflow,
		node: (wanted: string): TemplateNode => {
			const found = workflow.nodes.find((each) => each.name === wanted);
			if (!found) throw new Error(`The template has no node ${wanted}`);
			return found;
		},
		outputs: (from: string): Links => workflow.connections[from]?.main ?? [],
	};
}
