import { UnreadableFile } from './unreadable';

const damaged = 'The file is damaged: it cannot be unpacked.';

/** More than Excel makes of a hundred thousand rows: what is larger is meant to fill the memory. */
const largestUnpacked = 100_000_000;

const endSignature = Buffer.from('PK\u0005\u0006');
const [stored, deflated] = [0, 8];

/** The text files of a ZIP archive, unpacked when they are asked for. */
export class ZipArchive {
	private left = largestUnpacked;

	private constructor(
		private readonly archive: Buffer,
		private readonly entries: ReadonlyMap<string, { method: number; size: number; offset: number }>,
	) {}

	/** @throws UnreadableFile for what is no archive */
	static open(archive: Buffer): ZipArchive {
		const entries = entriesOf(archive);
		if (!entries) throw new UnreadableFile(damaged);
		return new ZipArchive(archive, entries);
	}

	/** @returns undefined when there is not one of this path. @throws UnreadableFile */
	async text(path: string): Promise<string | undefined> {
		const entry = this.entries.get(path);
		if (!entry) return undefined;
		const { archive } = this;
		const { method, size, offset } = entry;
		if (offset + 30 > archive.length || (method !== stored && method !== deflated)) throw new UnreadableFile(damaged);
		const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
		const packed = archive.subarray(start, start + size);
		const content = method === stored ? packed : await this.inflated(packed);
		return content.toString('utf8');
	}

	private async inflated(packed: Buffer): Promise<Buffer> {
		const reader = new Blob([new Uint8Array(packed)])
			.stream()
			.pipeThrough(new DecompressionStream('deflate-raw'))
			.getReader();
		const parts: Uint8Array[] = [];
		for (;;) {
			const part = await reader.read().then(
				({ value }) => value ?? 'end',
				() => 'damaged' as const,
			);
			if (part === 'damaged') throw new UnreadableFile(damaged);
			if (part === 'end') return Buffer.concat(parts);
			this.left -= part.length;
			if (this.left < 0) break;
			parts.push(part);
		}
		await reader.cancel();
		throw new UnreadableFile('The file holds more than a person can have written: it is not read.');
	}
}

/** By its directory, which stands at the end; undefined = it has none. */
function entriesOf(archive: Buffer) {
	const entries = new Map<string, { method: number; size: number; offset: number }>();
	const end = archive.lastIndexOf(endSignature);
	if (end < 0 || end + 22 > archive.length) return undefined;
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
		if (at + 46 > archive.length) return undefined;
		const nameLength = archive.readUInt16LE(at + 28);
		entries.set(archive.toString('utf8', at + 46, at + 46 + nameLength), {
			method: archive.readUInt16LE(at + 10),
			size: archive.readUInt32LE(at + 20),
			offset: archive.readUInt32LE(at + 42),
		});
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return entries;
}
