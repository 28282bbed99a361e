const block = /-----BEGIN ([A-Z0-9 ]+)-----([^]*?)-----END \1-----/g;
const encrypted = /^\s*Proc-Type:\s*4,ENCRYPTED\s*DEK-Info:\s*([A-Z0-9-]+),([0-9A-F]+)/i;

/** Hexadecimal digits of the initial value in a header, which nothing separates from the data once line breaks are gone. */
const digitsOf = (cipher: string): number => (/^AES/i.test(cipher) ? 32 : 16);

const inLines = (base64: string): string => (base64.replace(/\s+/g, '').match(/.{1,64}/g) ?? []).join('\n');

function contentOf(text: string): string {
	const [, cipher, hex] = encrypted.exec(text) ?? [];
	if (cipher === undefined || hex === undefined) return inLines(text);
	const iv = hex.slice(0, digitsOf(cipher));
	const data = text.slice(text.indexOf(hex) + iv.length);
	return `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${cipher},${iv}\n\n${inLines(data)}`;
}

/**
 * Certificates or keys as OpenSSL reads them: fields that hide what is entered have a single line, and turn line breaks
 * into blanks or into nothing.
 * @returns `""` where there is nothing in PEM format
 */
export function pemOf(given: unknown): string {
	return [...String(given ?? '').matchAll(block)]
		.map(([, label = '', content = '']) => `-----BEGIN ${label}-----\n${contentOf(content)}\n-----END ${label}-----\n`)
		.join('');
}
