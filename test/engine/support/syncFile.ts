import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applySettings, type Settings } from '../../../demo/syncSettings.ts';
import type { Workflow } from '../../../tools/n8n/import.ts';
import type { WorkflowFile } from './engine.ts';
import { packageDir } from './sources.ts';

const text = readFileSync(join(packageDir, 'workflows', 'sap-procore-sync.json'), 'utf8');

/** The sync as it is shipped, but past its first preview, with other values in its panels. */
export function syncFile(settings: Settings = {}): WorkflowFile {
	const workflow = JSON.parse(text) as Workflow;
	applySettings(workflow, { mode: 'delta', ...settings });
	return workflow as unknown as WorkflowFile;
}
