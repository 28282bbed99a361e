import { commonSettings, uuidOf, WorkflowBuilder } from '../builder.ts';
import { note } from '../nodes.ts';
import { about } from './about.ts';

const mcpServer = 'MCP server';
const tool = 'Explain document';

/** What a model reads to know when to call the tool. */
const toolDescription =
	'Explains why a document of SAP S/4HANA is, or is not, in Procore: where it stands by the records of the sync, which mapping rows decided, what is missing and who can act. Reads only.';
const searchDescription =
	'Number of a supplier, purchase order, purchase requisition, supplier invoice (fiscal year/number) or project, a cost code, or a WBS element';

/** The template `sap-procore-explain.json`: agents and assistants ask why something is, or is not, in Procore. */
export function explainTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-480, -160], [440, 560], about, 1));
	w.add({
		name: mcpServer,
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [60, 0],
		webhookId: uuidOf(mcpServer),
		parameters: { authentication: 'bearerAuth', path: 'sap-procore/explain' },
		credentials: { httpBearerAuth: { id: 'sapProcoreExplain', name: 'SAP Procore Explain' } },
	});
	w.add({
		name: tool,
		// n8n makes it of the node: a tool has its own type.
		type: 'n8n-nodes-sap-procore.sapToProcoreTool',
		typeVersion: 1,
		position: [60, 220],
		parameters: {
			descriptionType: 'manual',
			toolDescription,
			resource: 'document',
			operation: 'explain',
			customer: 'main',
			search: `={{ $fromAI('search', '${searchDescription}', 'string') }}`,
		},
	});
	w.provide(tool, mcpServer);
	return w.build({
		id: 'sapProcoreExplain1',
		name: 'Explain what is, or is not, in Procore',
		description:
			'MCP server for assistants and agents: why a supplier, order, requisition, project, cost code or WBS element is, or is not, in Procore.',
		settings: commonSettings,
	});
}
