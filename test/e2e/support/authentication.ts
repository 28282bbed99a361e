import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../../../tools/n8n/import.ts';
import { packageDir } from './world.ts';

interface CredentialNode {
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

/** What a person does who has SAP logged on to in another way: one drop-down and the credential, in every node of SAP. */
export function logOnBy(
	workflow: Workflow,
	authentication: 'basicAuth' | 'certificate',
	{ id, name, type }: { id: string; name: string; type: string },
): Workflow {
	for (const node of workflow.nodes as unknown as CredentialNode[]) {
		if (node.type !== 'n8n-nodes-sap-procore.sapS4Hana') continue;
		node.parameters.authentication = authentication;
		node.credentials = { [type]: { id, name } };
	}
	return workflow;
}

/** The tables of a page of the documentation that say what a credential test says: by what is wrong. */
export function documented(page: string): Map<string, string> {
	const text = readFileSync(join(packageDir, 'docs', `${page}.md`), 'utf8');
	const [, table = ''] = /\| what is wrong \| the test says \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(text) ?? [];
	const rows = table
		.trim()
		.split('\n')
		.map((row) => row.split('|').map((cell) => cell.trim()));
	return new Map(rows.map(([, wrong = '', says = '']) => [wrong, says]));
}
