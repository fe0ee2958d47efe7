/** Packs chunks, one after the other, so that what they add up to need not fit into memory. */
export async function gzip(chunks: Iterable<Uint8Array>): Promise<Uint8Array> {
  const packer = new CompressionStream("gzip");
  const packed = new Response(packer.readable).arrayBuffer();
  const writer = packer.writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.close();
  return new Uint8Array(await packed);
}
