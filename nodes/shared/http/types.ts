import type { IDataObject, IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Authentication, RemoteSystem } from '../remoteSystem';

/** Where requests are sent from: a node that executes, the editor searching a list, or a trigger that is being published. */
export type RequestContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions;

/** An HTTP answer of any status. `headers` have lower-case names; `body` is parsed JSON, or text where it was none. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

export interface SendRequest {
	system: RemoteSystem;
	credentialType: string;
	/** How credentials of this type log on. */
	authentication: Authentication;
	/** API address of the credential. Nothing is ever sent to another origin. */
	baseUrl: string;
	/** Absolute address, query included. */
	url: string;
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	headers: IDataObject;
	body?: IDataObject;
	/** Whether sending it twice does the same as once; only such requests are repeated. */
	repeatable: boolean;
	/** Whether an answer would come again although its status says that it passes; without it none would. */
	isLasting?(answer: Answer): boolean;
	pacer?: Pacer;
}

/** Lets an API client hold requests back (quota) and say how long to wait after a refusal. */
export interface Pacer {
	/** Called before each attempt; waits, or throws when the wait would be too long. */
	before(): Promise<void>;
	/** Called with every answer. */
	after(answer: Answer): void;
	/** Milliseconds to wait before the next attempt; undefined = the ordinary back-off. */
	delay(answer: Answer): number | undefined;
}
