interface Entry {
	name: Buffer;
	content: Buffer;
	packed: Buffer;
	checksum: number;
	offset: number;
}

const deflated = 8;
const utf8Names = 0x0800;
/** 1980-01-01: a file that says the same has the same bytes. */
const date = 0x0021;

/**
 * A ZIP archive of text files, by their path. Node's zlib is closed to community nodes; the compression of the web platform
 * is open to everybody.
 */
export async function zipFile(files: Readonly<Record<string, string>>): Promise<Buffer> {
	const entries: Entry[] = [];
	const parts: Buffer[] = [];
	let offset = 0;
	for (const [path, text] of Object.entries(files)) {
		const content = Buffer.from(text, 'utf8');
		const entry = {
			name: Buffer.from(path, 'utf8'),
			content,
			packed: await deflate(content),
			checksum: crc32(content),
		};
		entries.push({ ...entry, offset });
		const local = Buffer.concat([localHeader(entry), entry.name, entry.packed]);
		parts.push(local);
		offset += local.length;
	}
	const directory = Buffer.concat(entries.flatMap((entry) => [centralHeader(entry), entry.name]));
	return Buffer.concat([...parts, directory, endOf(entries.length, directory.length, offset)]);
}

async function deflate(content: Buffer): Promise<Buffer> {
	const packed = new Blob([new Uint8Array(content)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
	return Buffer.from(await new Response(packed).arrayBuffer());
}

type Sized = Omit<Entry, 'offset'>;

/** What local and central header have in common. */
function fieldsOf({ name, content, packed, checksum }: Sized): Buffer {
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(20, 0);
	fields.writeUInt16LE(utf8Names, 2);
	fields.writeUInt16LE(deflated, 4);
	fields.writeUInt16LE(0, 6);
	fields.writeUInt16LE(date, 8);
	fields.writeUInt32LE(checksum, 10);
	fields.writeUInt32LE(packed.length, 14);
	fields.writeUInt32LE(content.length, 18);
	fields.writeUInt16LE(name.length, 22);
	return fields;
}

const localHeader = (entry: Sized) => Buffer.concat([signature(0x04034b50), fieldsOf(entry)]);

function centralHeader(entry: Entry): Buffer {
	const version = Buffer.alloc(2);
	version.writeUInt16LE(20, 0);
	const rest = Buffer.alloc(14);
	rest.writeUInt32LE(entry.offset, 10);
	return Buffer.concat([signature(0x02014b50), version, fieldsOf(entry), rest]);
}

function endOf(entries: number, size: number, offset: number): Buffer {
	const end = Buffer.alloc(18);
	end.writeUInt16LE(entries, 4);
	end.writeUInt16LE(entries, 6);
	end.writeUInt32LE(size, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value, 0);
	return bytes;
}

const table = Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value >>> 0;
});

function crc32(content: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of content) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
	return (crc ^ 0xffffffff) >>> 0;
}
