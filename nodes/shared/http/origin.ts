/** Address without slashes at its end. */
export function trimUrl(url: string): string {
	return url.trim().replace(/\/+$/, '');
}

/** Whether two absolute addresses share scheme, host and port; false when one of them is no address. */
export function isSameOrigin(a: string, b: string): boolean {
	return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}
