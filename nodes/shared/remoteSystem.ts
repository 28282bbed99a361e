/** How a credential logs on, by the values of the parameter *Authentication*. */
export type Authentication = 'oAuth2' | 'basicAuth' | 'certificate';

/** What the shared parts need to know of a system to speak of it. */
export interface RemoteSystem {
	id: 'sap' | 'procore';
	/** How people call it in messages. */
	name: string;
	/** What its address looks like. */
	addressExample: string;
	/** What to do where an address is missing, by the name of its field. */
	addressAdvice(field: string): string;
	/** What to do when what people entered to log on is refused. */
	rejectedAdvice: Record<Authentication, string>;
	/** What to do when a token that was just issued is refused. */
	refusedTokenAdvice: string;
	/**
	 * What to do about its token endpoint: about grant type and OAuth client, scopes, its address (without a full stop), and
	 * the endpoint itself.
	 */
	tokenAdvice: Record<'grant' | 'scope' | 'address' | 'endpoint', string>;
}
