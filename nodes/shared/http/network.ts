interface ErrorLike {
	code?: unknown;
	message?: unknown;
	cause?: unknown;
	httpCode?: unknown;
	isAxiosError?: unknown;
	response?: { status?: unknown };
}

const trustAdvice =
	'Give the certificate of that authority to n8n (NODE_EXTRA_CA_CERTS), or enter it as CA Certificate in the credential where there is such a field.';

const texts: Record<string, string> = {
	ENOTFOUND: 'The host name is unknown.',
	EAI_AGAIN: 'The host name could not be looked up.',
	ECONNREFUSED: 'The host refused the connection.',
	ECONNRESET: 'The connection was closed in the middle.',
	EPIPE: 'The connection was closed in the middle.',
	ECONNABORTED: 'No answer came in time.',
	ETIMEDOUT: 'No answer came in time.',
	EHOSTUNREACH: 'The host cannot be reached from here.',
	ENETUNREACH: 'The network cannot be reached from here.',
	ERR_BAD_RESPONSE: 'The answer broke off in the middle.',
	CERT_HAS_EXPIRED: 'The certificate of the host has expired.',
	CERT_NOT_YET_VALID: 'The certificate of the host is not valid yet.',
	DEPTH_ZERO_SELF_SIGNED_CERT: `The certificate of the host is self-signed. ${trustAdvice}`,
	SELF_SIGNED_CERT_IN_CHAIN: `n8n does not trust the authority that issued the certificate of the host. ${trustAdvice}`,
	UNABLE_TO_GET_ISSUER_CERT: `n8n does not know the authority that issued the certificate of the host. ${trustAdvice}`,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `n8n does not know the authority that issued the certificate of the host. ${trustAdvice}`,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The certificate of the host cannot be verified. ${trustAdvice}`,
	ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate belongs to another host name.',
};

/** What the TLS library says, by its words: its codes differ between versions of TLS, or are only EPROTO. */
const tlsTexts: ReadonlyArray<readonly [RegExp, string]> = [
	[/wrong.version.number|packet.length.too.long/i, 'The host does not speak https at this port.'],
	[/alert.certificate.expired/i, 'The host refused the client certificate, because it has expired.'],
	[/alert.unknown.ca/i, 'The host refused the client certificate, because it does not trust who issued it.'],
	[/alert.(?:bad.|unsupported.)?certificate|alert.access.denied/i, 'The host refused the client certificate.'],
	[/alert.handshake.failure/i, 'The host refused the TLS connection; it may demand a client certificate.'],
];

const lasting = /CERT|TLS|LEAF_SIGNATURE|SSL|EPROTO/;
/** There was no connection, so nothing was sent. */
const unconnected = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$|CERT|TLS|LEAF_SIGNATURE|SSL|EPROTO/;

interface NetworkTrouble {
	/** Code of the error, where it has one. */
	code?: string;
	/** HTTP status, if there was one. */
	status?: number;
	/** A sentence for people. */
	text: string;
	/** Whether another attempt may help. */
	passing: boolean;
	/** Whether the request may have arrived all the same. */
	maybeSent: boolean;
}

/**
 * Reads a failed exchange; undefined when it is no trouble of the network that is known.
 * n8n wraps the client's error, so the whole chain of causes is looked at.
 */
export function networkTrouble(error: unknown): NetworkTrouble | undefined {
	for (let link = error, depth = 0; typeof link === 'object' && link !== null && depth < 6; depth++) {
		const { code, message, response, cause, httpCode } = link as ErrorLike;
		const status = Number(response?.status ?? (/^\d{3}$/.test(String(httpCode)) ? httpCode : Number.NaN));
		// Good news that is thrown: the head of the answer came, its body broke off.
		if (status >= 200 && status < 300)
			return { text: 'The answer broke off in the middle.', passing: true, maybeSent: true };
		if (Number.isFinite(status))
			return { status, text: `It answered with status ${status}.`, passing: false, maybeSent: true };
		const known = typeof code === 'string' ? (texts[code] ?? tlsText(code, String(message))) : undefined;
		if (known !== undefined && typeof code === 'string')
			return { code, text: known, passing: !lasting.test(code), maybeSent: !unconnected.test(code) };
		if (/aborted|socket hang up|stream has been aborted/i.test(String(message)) && cause === undefined)
			return { text: 'The connection was closed in the middle.', passing: true, maybeSent: true };
		link = cause;
	}
	return undefined;
}

function tlsText(code: string, message: string): string | undefined {
	if (!/SSL|EPROTO/.test(code)) return undefined;
	return (
		tlsTexts.find(([words]) => words.test(`${code} ${message}`))?.[1] ?? 'There was no TLS connection to the host.'
	);
}
