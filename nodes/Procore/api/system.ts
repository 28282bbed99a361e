import type { RemoteSystem } from '../../shared/remoteSystem';

export const credentialType = 'procoreOAuth2Api';

const ownSecretAdvice =
	'The Developer Sandbox and the federal zone each have a client ID and secret of their own; production and the Monthly Sandbox share theirs.';

/** Procore, as the shared transport speaks of it. */
export const procore: RemoteSystem = {
	id: 'procore',
	name: 'Procore',
	addressExample: 'https://api.procore.com',
	addressAdvice: (field) =>
		`With Environment set to Custom URLs, enter the ${field} in the Procore credential, or choose one of the environments.`,
	rejectedAdvice: { oAuth2: ownSecretAdvice, basicAuth: '', certificate: '' },
	refusedTokenAdvice:
		'Check that the environment is the one the client ID belongs to and that the app is installed in the company (Company Admin > App Management).',
	tokenAdvice: {
		grant:
			'Procore gives tokens by client ID and secret to service accounts only: check that the client ID is the one of an app with a Developer Managed Service Account, and that the app is installed in the company.',
		scope: 'Procore knows no scopes for service accounts: check that the token URL is the one of the environment.',
		address: 'Check Environment, or the login URL, in the Procore credential',
		endpoint: 'For production, the login URL is https://login.procore.com, without /oauth/token behind it.',
	},
};
