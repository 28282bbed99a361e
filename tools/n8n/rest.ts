import { type Execution, Executions } from './executions.ts';
import { Http, N8nError } from './http.ts';
import type { Credential, Workflow } from './import.ts';
import { Tables } from './tables.ts';

/** Whom the playground's n8n belongs to. Not a secret: the server answers on this machine only. */
export const owner = {
	email: 'demo@sap-procore.example',
	password: 'SapProcore2026',
	firstName: 'Demo',
	lastName: 'Owner',
};

interface SavedWorkflow extends Workflow {
	versionId: string;
	activeVersionId: string | null;
	active: boolean;
}

interface PublicationStatus {
	/** `not_published`: also a workflow without anything to listen to, such as an error workflow. */
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: { nodeId: string; status: string; errorMessage: string | null }[];
}

/** What a person does in n8n's editor, through the REST API that the editor itself uses. */
export class Rest {
	readonly tables: Tables;
	readonly executions: Executions;
	readonly #http: Http;

	constructor(url: string) {
		this.#http = new Http(url);
		this.tables = new Tables(this.#http);
		this.executions = new Executions(this.#http);
	}

	/** Creates the owner on the first start and logs in. */
	async logIn(): Promise<void> {
		const { userManagement } = await this.#http.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
			'GET',
			'/rest/settings',
		);
		if (userManagement.showSetupOnFirstLoad) {
			await this.#http.call('POST', '/rest/owner/setup', { body: owner });
			return;
		}
		const body = { emailOrLdapLoginId: owner.email, password: owner.password };
		await this.#http.call('POST', '/rest/login', { body });
	}

	async credentials(): Promise<{ id: string; name: string; type: string }[]> {
		return await this.#http.call('GET', '/rest/credentials');
	}

	/** Saves other values in a credential. */
	async saveCredential({ id, ...values }: Credential): Promise<void> {
		await this.#http.call('PATCH', `/rest/credentials/${id}`, { body: values });
	}

	/** What the credential window does when it is saved: tests the values, with the stored token if there is one. */
	async testCredential(credential: Credential): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.#http.call('POST', '/rest/credentials/test', { body: { credentials: credential } });
	}

	/** A new key for n8n's public API that may do all that its owner may. */
	async createApiKey(label: string): Promise<string> {
		const scopes = await this.#http.call<string[]>('GET', '/rest/api-keys/scopes');
		const body = { label, scopes, expiresAt: null };
		return (await this.#http.call<{ rawApiKey: string }>('POST', '/rest/api-keys', { body })).rawApiKey;
	}

	async communityPackages(): Promise<{ packageName: string; installedVersion: string; failedLoading?: boolean }[]> {
		return await this.#http.call('GET', '/rest/community-packages');
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.#http.call('GET', `/rest/workflows/${id}`);
	}

	/** Saves a workflow as a draft: creates it (n8n chooses the id), or replaces the one of this id. */
	async saveWorkflow(workflow: Omit<Workflow, 'id'> & { id?: string }): Promise<SavedWorkflow> {
		if (workflow.id === undefined) return await this.#http.call('POST', '/rest/workflows', { body: workflow });
		const path = `/rest/workflows/${workflow.id}`;
		return await this.#http.call('PATCH', path, { query: { forceSave: true }, body: workflow });
	}

	/** Publishes the draft and waits until it is live: its schedule and production webhooks, and none of the version before. */
	async publish(id: string, timeoutMs = 60_000): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.#http.call('POST', `/rest/workflows/${id}/activate`, { body: { versionId } });
		// n8n responds once the request is stored; until it is carried out, webhooks run the previous version.
		const end = Date.now() + timeoutMs;
		while (Date.now() < end) {
			const publication = await this.#publication(id);
			if (!publication) return;
			const { status, triggers } = publication;
			const failed = triggers.find((trigger) => trigger.status === 'failed');
			if (failed) throw new Error(`Workflow ${id} could not be published: ${failed.errorMessage ?? status}`);
			if (status !== 'in_progress') return;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		throw new Error(`Workflow ${id} is still being published after ${String(timeoutMs / 1000)} s`);
	}

	/** Undefined on an n8n that knows no such status: there a workflow is live once *Publish* has been answered. */
	async #publication(id: string): Promise<PublicationStatus | undefined> {
		try {
			return await this.#http.call<PublicationStatus>('GET', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			if (error instanceof N8nError && error.status === 404) return undefined;
			throw error;
		}
	}

	/** Takes a workflow out of service; the draft stays. */
	async unpublish(id: string): Promise<void> {
		await this.#http.call('POST', `/rest/workflows/${id}/deactivate`, { body: {} });
	}

	/**
	 * Presses *Execute workflow* at one trigger and answers the execution's id at once. n8n runs the saved **draft**,
	 * also when an older version is published.
	 */
	async startManually(workflowId: string, trigger: string): Promise<string> {
		// n8n would accept an unknown name and run nothing.
		const { nodes } = await this.workflow(workflowId);
		if (!nodes.some(({ name }) => name === trigger))
			throw new Error(`Workflow ${workflowId} has no trigger "${trigger}"`);
		const body = { triggerToStartFrom: { name: trigger } };
		const answer = await this.#http.call<{ executionId?: string }>('POST', `/rest/workflows/${workflowId}/run`, {
			body,
		});
		// A webhook or form as the trigger: n8n waits for somebody to call its test address.
		if (!answer.executionId) throw new Error(`"${trigger}" cannot be started by hand: n8n waits for its test webhook`);
		return answer.executionId;
	}

	/** Presses *Execute workflow* at a trigger that others call: n8n listens at its test address, for one call. */
	async listen(workflowId: string, trigger: string): Promise<void> {
		const body = { triggerToStartFrom: { name: trigger } };
		const path = `/rest/workflows/${workflowId}/run`;
		const answer = await this.#http.call<{ waitingForWebhook?: boolean }>('POST', path, { body });
		if (!answer.waitingForWebhook) throw new Error(`n8n does not listen for "${trigger}"`);
	}

	/** Presses *Stop listening*. */
	async stopListening(workflowId: string): Promise<void> {
		await this.#http.call('DELETE', `/rest/test-webhook/${workflowId}`);
	}

	/** Presses *Execute workflow* at one trigger and waits until the execution is over, well or not. */
	async runManually(workflowId: string, trigger: string, timeoutMs?: number): Promise<Execution> {
		return await this.executions.wait(await this.startManually(workflowId, trigger), timeoutMs);
	}
}
