/** Address without slashes at its end. */
export function trimUrl(url: string): string {
	return url.trim().replace(/(?<!\/)\/+$/, '');
}

/** An address as people enter it, without slashes at its end: a host name without a scheme is reached by https. */
export function webAddress(given: string): string {
	const url = trimUrl(given);
	return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(url) ? `https://${url}` : url;
}

/** Whether two absolute addresses share scheme, host and port; false when one of them is no address. */
export function isSameOrigin(a: string, b: string): boolean {
	return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}

/** Whether what is sent to an address cannot be read on the way: https, or a host that is this machine. */
export function isSecure(url: string): boolean {
	const { protocol, hostname } = new URL(url);
	return protocol === 'https:' || /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
