/** What the shared parts need to know of a system to speak of it. */
export interface RemoteSystem {
	id: 'sap' | 'procore';
	/** How people call it in messages. */
	name: string;
	/** What its address looks like. */
	addressExample: string;
	/** What to do when client ID and secret are refused. */
	rejectedAdvice: string;
	/** What to do when a token that was just issued is refused. */
	refusedTokenAdvice: string;
	/** What to do about its token endpoint: about grant type and OAuth client, scopes, and the endpoint itself. */
	tokenAdvice: Record<'grant' | 'scope' | 'endpoint', string>;
}
