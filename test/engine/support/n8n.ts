import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxiosStatic } from 'axios';
import type * as Core from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';

// Loading n8n-core writes its settings into the user folder: keep that away from the home folder.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-core-'));
// Every failed node would be told on the console, too.
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_ENCRYPTION_KEY ??= 'of no consequence';

const load = createRequire(import.meta.url);

/**
 * n8n's packages and axios as n8n's own code loads them, by require: imported, n8n-workflow does not load in Node, and
 * axios would be another copy than the one that sends n8n's requests.
 */
export const axios = load('axios') as AxiosStatic;
export const { ExecutionLifecycleHooks, WorkflowExecute } = load('n8n-core') as typeof Core;
export const {
	createRunExecutionData,
	ICredentialsHelper,
	LoggerProxy,
	NodeConnectionTypes,
	NodeOperationError,
	Workflow,
} = load('n8n-workflow') as typeof N8nWorkflow;

const nothing = () => undefined;

/**
 * n8n's logger looks at the stack for each line, also for those that it does not write. It makes itself the logger when
 * n8n-core first needs one, so this has to be said again.
 */
export function logNothing(): void {
	LoggerProxy.init({ error: nothing, warn: nothing, info: nothing, debug: nothing });
}
