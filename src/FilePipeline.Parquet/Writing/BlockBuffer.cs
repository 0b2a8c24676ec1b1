namespace FilePipeline.Parquet.Writing;

/// <summary>The finished pages of a chunk, in blocks: no copy when it grows, and no room kept that another column could use.</summary>
internal sealed class BlockBuffer(BlockStore store)
{
    private readonly List<byte[]> _blocks = [];

    public int Length { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var used = Length % BlockStore.BlockBytes;
            if (used == 0)
                _blocks.Add(store.Take());
            var part = bytes[..Math.Min(bytes.Length, BlockStore.BlockBytes - used)];
            part.CopyTo(_blocks[^1].AsSpan(used));
            Length = checked(Length + part.Length);
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Writes everything and is empty then.</summary>
    public void MoveTo(Stream output)
    {
        var left = Length;
        foreach (var block in _blocks)
        {
            output.Write(block, 0, Math.Min(left, block.Length));
            left -= block.Length;
            store.GiveBack(block);
        }
        _blocks.Clear();
        Length = 0;
    }
}
