import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../tools/n8n/import.ts';

/** Which node has a setting in its panel; `mailTo` also activates the mail. */
const panels: Record<string, { node: string; parameter: string }> = {
	customer: { node: 'Read request', parameter: 'customer' },
	monthEndReports: { node: 'Read request', parameter: 'monthEndReports' },
	readinessDays: { node: 'Read request', parameter: 'days' },
	readinessTolerance: { node: 'Make report', parameter: 'tolerance' },
	procoreCallsPerHour: { node: 'Read request', parameter: 'quotaPerHour' },
	mailTo: { node: 'Send mail', parameter: 'toEmail' },
	mailFrom: { node: 'Send mail', parameter: 'fromEmail' },
};

interface PanelNode {
	name: string;
	parameters: Record<string, unknown>;
	disabled?: boolean;
}

/** The report template as it is shipped, with other values in the panels of its nodes. */
export function reportTemplateWith(packageDir: string, settings: Record<string, unknown>): Workflow {
	const text = readFileSync(join(packageDir, 'workflows', 'sap-procore-report.json'), 'utf8');
	const workflow = JSON.parse(text) as Workflow;
	const nodes = workflow.nodes as unknown as PanelNode[];
	for (const [name, value] of Object.entries(settings)) {
		const panel = panels[name];
		const node = nodes.find((each) => each.name === panel?.node);
		if (!panel || !node) throw new Error(`The report template has no setting "${name}"`);
		node.parameters[panel.parameter] = value;
		if (name === 'mailTo' && value !== '') delete node.disabled;
	}
	return workflow;
}
