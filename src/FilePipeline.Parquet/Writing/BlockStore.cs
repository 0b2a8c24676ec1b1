namespace FilePipeline.Parquet.Writing;

/// <summary>
/// Blocks of memory that the columns of a file share: what one row group needed is there for the next, whichever columns
/// are the large ones then.
/// </summary>
internal sealed class BlockStore
{
    /// <summary>Small enough that a file with a thousand columns wastes little.</summary>
    public const int BlockBytes = 16 << 10;

    private readonly Stack<byte[]> _free = [];

    public byte[] Take() => _free.TryPop(out var block) ? block : new byte[BlockBytes];

    public void GiveBack(byte[] block) => _free.Push(block);
}
