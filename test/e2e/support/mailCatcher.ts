import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface CaughtMail {
	from: string;
	to: string[];
	/** The header as it came, with its name in small letters. */
	headers: Record<string, string>;
	subject: string;
	text: string;
	html: string;
	attachments: Attachment[];
}

export interface Attachment {
	name: string;
	type: string;
	bytes: Buffer;
}

/** A mail server that takes every mail and keeps it: SMTP as of RFC 5321, without log-in and without TLS. */
export class MailCatcher {
	readonly mails: CaughtMail[] = [];
	readonly #server: Server;

	private constructor() {
		this.#server = createServer((socket) => {
			converse(socket, (mail) => this.mails.push(mail));
		});
	}

	static async start(): Promise<MailCatcher> {
		const catcher = new MailCatcher();
		await new Promise<void>((resolve) => catcher.#server.listen(0, '127.0.0.1', resolve));
		return catcher;
	}

	get address(): { host: string; port: number } {
		return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
	}

	async close(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.#server.close(() => {
				resolve();
			});
		});
	}
}

function converse(socket: Socket, keep: (mail: CaughtMail) => void): void {
	let [received, inData, from, to] = ['', false, '', [] as string[]];
	const say = (line: string) => socket.write(`${line}\r\n`);
	const command = (line: string) => {
		const verb = line.slice(0, 4).toUpperCase();
		if (verb === 'EHLO' || verb === 'HELO') return say('250 mail.catcher');
		if (verb === 'MAIL') from = addressIn(line);
		if (verb === 'RCPT') to.push(addressIn(line));
		if (verb === 'QUIT') return socket.end('221 bye\r\n');
		if (verb !== 'DATA') return say('250 ok');
		inData = true;
		return say('354 go on');
	};
	socket.setEncoding('latin1');
	socket.on('error', () => undefined);
	socket.on('data', (chunk) => {
		received += String(chunk);
		for (;;) {
			const end = received.indexOf(inData ? '\r\n.\r\n' : '\r\n');
			if (end < 0) return;
			const piece = received.slice(0, end);
			received = received.slice(end + (inData ? 5 : 2));
			if (!inData) command(piece);
			else {
				keep({ from, to, ...parsed(piece.replace(/^\.\./gm, '.')) });
				[inData, to] = [false, []];
				say('250 kept');
			}
		}
	});
	say('220 mail.catcher');
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';

/** Header, the two bodies and the attachments of a mail in MIME. */
function parsed(message: string): Omit<CaughtMail, 'from' | 'to'> {
	const { headers } = partOf(message);
	const parts = partsOf(message);
	const attachments = parts.filter((part) => dispositionOf(part).startsWith('attachment'));
	const bodyOf = (type: string) => {
		const part = parts.find((each) => !attachments.includes(each) && typeOf(each).startsWith(type));
		return part ? bytesOf(part).toString('utf8').replace(/\r\n/g, '\n') : '';
	};
	return {
		headers,
		subject: wordsIn(headers.subject ?? ''),
		text: bodyOf('text/plain'),
		html: bodyOf('text/html'),
		attachments: attachments.map((part) => ({
			name: /filename="?([^";]+)/.exec(dispositionOf(part))?.[1] ?? '',
			type: typeOf(part).split(';')[0] ?? '',
			bytes: bytesOf(part),
		})),
	};
}

interface Part {
	headers: Record<string, string>;
	body: string;
}

const typeOf = ({ headers }: Part) => headers['content-type'] ?? '';
const dispositionOf = ({ headers }: Part) => headers['content-disposition'] ?? '';

/** The parts that hold something; those that only hold others are opened. */
function partsOf(message: string): Part[] {
	const part = partOf(message);
	const boundary = /boundary="?([^";]+)/.exec(typeOf(part))?.[1];
	if (boundary === undefined) return [part];
	return `\r\n${part.body}`
		.split(`\r\n--${boundary}`)
		.slice(1, -1)
		.flatMap((each) => partsOf(each));
}

function partOf(part: string): Part {
	const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
	const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
	const headers = Object.fromEntries(
		lines.map((line) => {
			const [name = '', ...value] = line.split(':');
			return [name.toLowerCase(), value.join(':').trim()];
		}),
	);
	return { headers, body: rest.join('\r\n\r\n') };
}

function bytesOf({ headers, body }: Part): Buffer {
	const encoding = headers['content-transfer-encoding'] ?? '';
	if (encoding === 'base64') return Buffer.from(body, 'base64');
	const plain = encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r\n/g, '')) : body;
	return Buffer.from(plain, 'latin1');
}

const quotedPrintable = (text: string) =>
	text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Words of a header that are encoded (RFC 2047). */
function wordsIn(header: string): string {
	return header
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?[^?]+\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
			kind.toUpperCase() === 'B'
				? Buffer.from(word, 'base64').toString('utf8')
				: Buffer.from(quotedPrintable(word.replace(/_/g, ' ')), 'latin1').toString('utf8'),
		);
}
