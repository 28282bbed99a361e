import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeCredentialsDetails,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { demoCredentials, type RunningSimulators } from '../../../simulators/index.ts';
import { ICredentialsHelper } from './n8n.ts';

/** n8n's credential store: it outlives processes, tokens included. Everything about tokens is n8n-core's own code. */
export class Credentials extends ICredentialsHelper {
	/** All that were ever entered. */
	readonly secrets = new Set<string>();
	readonly #data: Record<string, ICredentialDataDecryptedObject>;

	constructor({ sap, procore, dataset }: RunningSimulators) {
		super();
		this.#data = {
			sapS4HanaOAuth2Api: {
				grantType: 'clientCredentials',
				authentication: 'header',
				...demoCredentials.sap,
				accessTokenUrl: `${sap.url}/sap/bc/sec/oauth2/token`,
				apiUrl: sap.url,
				systemId: dataset.system,
				language: 'EN',
			},
			procoreOAuth2Api: {
				grantType: 'clientCredentials',
				authentication: 'body',
				...demoCredentials.procore,
				accessTokenUrl: `${procore.url}/oauth/token`,
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
		return ['oAuth2Api'];
	}

	override async authenticate(
		_credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return await Promise.resolve(options);
	}

	override async preAuthentication(): Promise<undefined> {
		return await Promise.resolve(undefined);
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

	override async updateCredentialsOauthTokenData(
		_node: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.edit(type, { oauthTokenData: structuredClone(data.oauthTokenData) as never });
		await Promise.resolve();
	}

	override getCredentialsProperties(): [] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}
}
