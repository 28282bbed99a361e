interface ErrorLike {
	code?: unknown;
	message?: unknown;
	cause?: unknown;
	httpCode?: unknown;
	isAxiosError?: unknown;
	response?: { status?: unknown };
}

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
	DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the host is self-signed.',
	SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the host is self-signed.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the host cannot be verified.',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate belongs to another host name.',
};
const lasting = /CERT|TLS|LEAF_SIGNATURE/;
/** There was no connection, so nothing was sent. */
const unconnected = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$|CERT|TLS|LEAF_SIGNATURE/;

interface NetworkTrouble {
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
		const known = typeof code === 'string' ? texts[code] : undefined;
		if (known) return { text: known, passing: !lasting.test(String(code)), maybeSent: !unconnected.test(String(code)) };
		if (/aborted|socket hang up|stream has been aborted/i.test(String(message)) && cause === undefined)
			return { text: 'The connection was closed in the middle.', passing: true, maybeSent: true };
		link = cause;
	}
	return undefined;
}
