import type { Workflow } from '../../../tools/n8n/import.ts';

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
