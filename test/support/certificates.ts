import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

// Certificates as RFC 5280 says, made by hand: Node reads and checks them but makes none.

const der = (tag: number, ...content: Buffer[]): Buffer => {
	const value = Buffer.concat(content);
	const { length } = value;
	const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, ...size]), value]);
};
const sequence = (...content: Buffer[]) => der(0x30, ...content);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const text = (value: string) => der(0x0c, Buffer.from(value));
const time = (date: Date) => der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`));

const commonName = oid('550403');
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const name = (value: string) => sequence(der(0x31, sequence(commonName, text(value))));
const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x01, Buffer.from([255])), der(0x04, value));
const isAuthority = extension('551d13', sequence(der(0x01, Buffer.from([255]))));
const hosts = (names: string[]) =>
	extension(
		'551d11',
		sequence(
			...names.map((host) =>
				/^[\d.]+$/.test(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
			),
		),
	);

const pem = (label: string, content: Buffer) =>
	`-----BEGIN ${label}-----\n${(content.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

/** A certificate and its private key, both in PEM format. */
export interface Certificate {
	cert: string;
	key: string;
}

interface Wanted {
	/** Common name of its subject. */
	name: string;
	/** Names or addresses of the host that it is for. */
	hosts?: string[];
	/** Days from now on that it is valid; negative: it has expired. */
	days?: number;
	/** Encrypts the key. */
	passphrase?: string;
}

/** An authority of a company of its own. */
export class Authority {
	readonly cert: string;
	readonly #name: string;
	readonly #key: KeyObject;

	constructor(name: string) {
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		this.#name = name;
		this.#key = privateKey;
		this.cert = this.#certify(name, publicKey, [isAuthority], 30);
	}

	issue({ name: subject, hosts: names = [], days = 30, passphrase }: Wanted): Certificate {
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const cert = this.#certify(subject, publicKey, names.length > 0 ? [hosts(names)] : [], days);
		const secret = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
		return { cert, key: String(privateKey.export({ type: 'pkcs8', format: 'pem', ...secret })) };
	}

	#certify(subject: string, key: KeyObject, extensions: Buffer[], days: number): string {
		const dayMs = 86_400_000;
		const validity = sequence(time(new Date(Date.now() - 60 * dayMs)), time(new Date(Date.now() + days * dayMs)));
		const body = sequence(
			der(0xa0, der(0x02, Buffer.from([2]))),
			der(0x02, Buffer.from([1, ...randomBytes(8)])),
			ecdsaWithSha256,
			name(this.#name),
			validity,
			name(subject),
			key.export({ type: 'spki', format: 'der' }),
			...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
		);
		const signature = sign('sha256', body, this.#key);
		return pem('CERTIFICATE', sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature)));
	}
}

/** The same key in the form that OpenSSL wrote before PKCS #8. */
export const inOldForm = (key: string, passphrase: string): string =>
	String(createPrivateKey(key).export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
