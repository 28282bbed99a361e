/**
 * What a credential test says, by what is wrong with the credential: the beginning of the message, what to do follows it.
 * The page of log-on messages is made from this list, and `test/e2e/05-credentials.test.ts` holds each of them against
 * what n8n shows.
 */
export const logOnMessages = {
	sap: {
		'*API URL* is empty': 'The SAP S/4HANA credential has no API URL',
		'*API URL* is not a web address, such as `my-sap`':
			'The API URL in the SAP S/4HANA credential is not a web address',
		'*API URL* or *Token URL* begins with `http://`':
			'The API URL in the SAP S/4HANA credential does not start with https://',
		'*API URL* names a host that does not exist': 'SAP S/4HANA could not be reached. The host name is unknown',
		'the port of *API URL* does not speak https':
			'SAP S/4HANA could not be reached. The host does not speak https at this port',
		'*API URL* is another host': "The API URL does not lead to SAP's OData services",
		'*Client ID* or *Client Secret* is wrong': 'SAP S/4HANA refused the client ID or client secret',
		'OAuth2: the user is locked': 'SAP S/4HANA refused the client ID or client secret. SAP locks a communication user',
		'*SAP Client* is another one': 'SAP S/4HANA refused the client ID or client secret',
		'*Token URL* leads nowhere':
			'SAP S/4HANA issued no access token. The token address did not answer as it should: it answered with status',
		'*Token URL* leads to an identity provider':
			'SAP S/4HANA issued no access token. The token address did not answer as it should: it sent the request elsewhere',
		'the grant type is not allowed for the OAuth client': 'SAP S/4HANA issued no access token: unauthorized_client',
		'a log-on page answers': 'SAP answered with a web page instead of data',
		'SAP sends the request to an identity provider':
			'SAP sent the request elsewhere (to login.example) instead of answering',
		'something else than SAP answers': 'SAP gave no OData V2 answer for API_BUSINESS_PARTNER',
		'the user may not use the service':
			'The service API_BUSINESS_PARTNER is not activated or the communication user may not use it',
		'the service does not take OAuth': 'SAP S/4HANA refused a token it had just issued',
		'*User Name* or *Password* is wrong': 'SAP S/4HANA refused the user name or password',
		'Basic Auth: the user is locked': 'SAP S/4HANA refused the user name or password. SAP locks a communication user',
		'Basic Auth: *SAP Client* is another one': 'SAP S/4HANA refused the user name or password',
		'no user has the client certificate': 'SAP S/4HANA refused the client certificate',
		'Certificate: the user is locked': 'SAP S/4HANA refused the client certificate. The user may be locked',
		'*Client Certificate* is not in PEM format': 'The client certificate cannot be read in the SAP S/4HANA credential',
		'*Client Certificate* has expired': 'The client certificate expired on',
		'*Private Key* is not in PEM format': 'The private key cannot be read in the SAP S/4HANA credential',
		'*Private Key* is that of another certificate':
			'The private key does not belong to the client certificate in the SAP S/4HANA credential',
		'*Passphrase* is missing': 'The private key is encrypted and there is no passphrase in the SAP S/4HANA credential',
		'*Passphrase* is wrong': 'The passphrase does not open the private key in the SAP S/4HANA credential',
		'*CA Certificate* is not in PEM format': 'The CA certificate cannot be read in the SAP S/4HANA credential',
		'the certificate of the host is of an authority that n8n does not know':
			'SAP S/4HANA could not be reached. n8n does not trust the authority that issued the certificate of the host',
		'the certificate of the host has expired':
			'SAP S/4HANA could not be reached. The certificate of the host has expired',
		'the certificate of the host is for another name':
			'SAP S/4HANA could not be reached. The certificate belongs to another host name',
	},
	procore: {
		'*Client ID* or *Client Secret* is wrong, or of another environment':
			'Procore refused the client ID or client secret',
		'*Company ID* is empty': 'The Procore credential has no company ID',
		'*Company ID* is not a number': '"Westridge" is not a Procore company ID',
		'*Company ID* is another company': 'The app is not connected to this Procore company. Check the Company ID',
		'the app may not see projects': 'Procore did not allow this request',
		'*API URL* is empty': 'The Procore credential has no API URL',
		'*Login URL* is empty': 'The Procore credential has no Login URL',
		'*Login URL* is not a web address, such as `procore`':
			'The Login URL in the Procore credential is not a web address',
		'*Login URL* begins with `http://`': 'The Login URL in the Procore credential does not start with https://',
		'*Login URL* names a host that does not exist':
			'Procore issued no access token. The token address did not answer as it should: The host name is unknown',
		'*Login URL* leads to a log-on page':
			'Procore issued no access token. The token address did not answer as it should: it answered with status 200 and no token',
		'*API URL* does not lead to the API': "The address in the Procore credential does not lead to Procore's API",
		'the port of *API URL* does not speak https':
			'Procore could not be reached. The host does not speak https at this port',
		'something else than Procore answers': "The address in the Procore credential does not lead to Procore's API",
		'the quota is used up': "Procore's request quota is used up",
	},
} as const satisfies Record<string, Readonly<Record<string, string>>>;
