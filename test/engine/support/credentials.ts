import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { demoCredentials, type RunningSimulators } from '../../../simulators/index.ts';
import { preAuthentication } from '../../support/preAuthentication.ts';
import { ICredentialsHelper } from './n8n.ts';
import type { OwnCredentials } from './sources.ts';

/** n8n's credential store: it outlives processes, tokens included. */
export class Credentials extends ICredentialsHelper {
	/** All that were ever entered. */
	readonly secrets = new Set<string>();
	readonly #data: Record<string, ICredentialDataDecryptedObject>;

	readonly #types: () => OwnCredentials;

	/** @param types as the process that runs has loaded them */
	constructor({ sap, procore, dataset }: RunningSimulators, types: () => OwnCredentials) {
		super();
		this.#types = types;
		this.#data = {
			sapS4HanaOAuth2Api: {
				...demoCredentials.sap,
				apiUrl: sap.url,
				systemId: dataset.system,
				language: 'EN',
			},
			procoreOAuth2Api: {
				...demoCredentials.procore,
				environment: 'custom',
				loginUrl: procore.url,
				apiUrl: procore.url,
				companyId: String(dataset.procore.company.id),
			},
		};
		for (const { clientSecret } of Object.values(this.#data)) this.secrets.add(String(clientSecret));
	}

	/** Somebody edits a credential. */
	edit(type: string, fields: ICredentialDataDecryptedObject): void {
		this.#data[type] = { ...this.#data[type], ...fields };
		if (typeof fields.clientSecret === 'string') this.secrets.add(fields.clientSecret);
	}

	override getParentTypes(): string[] {
		return [];
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.#types()[type as keyof OwnCredentials];
		if (typeof authenticate !== 'function') throw new Error(`${type} signs no request by itself`);
		return await authenticate(credentials, options);
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		type: string,
		_node: INode,
		isExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const own = this.#types()[type as keyof OwnCredentials];
		return await preAuthentication(own, helpers, credentials, isExpired, (output) => {
			this.edit(type, output);
		});
	}

	override async runPreAuthentication(): Promise<undefined> {
		return await Promise.resolve(undefined);
	}

	override async getCredentials(): Promise<never> {
		return await Promise.reject(new Error('not used'));
	}

	override async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_node: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		return await Promise.resolve(structuredClone(this.#data[type] ?? {}));
	}

	override async updateCredentials(
		_node: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.#data[type] = structuredClone(data);
		await Promise.resolve();
	}

	override async updateCredentialsOauthTokenData(): Promise<never> {
		return await Promise.reject(new Error('not used'));
	}

	override getCredentialsProperties(): [] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}
}
