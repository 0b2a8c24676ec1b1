using FilePipeline.Storage;

namespace FilePipeline.TestKit;

/// <summary>A file or folder of the simulated disk, whatever its names.</summary>
internal sealed class SimulatedNode(ulong number, EntryKind kind)
{
    private byte[] _bytes = [];

    public EntryKind Kind { get; } = kind;

    public int Length { get; private set; }

    /// <summary>Nothing but appending changes a file, so what is on the disk is always its beginning.</summary>
    public int DurableLength { get; private set; }

    public long ModifiedNs { get; set; }

    /// <summary>The names in a folder as every process sees them.</summary>
    public Dictionary<string, SimulatedNode> Entries { get; } = [];

    /// <summary>The names in a folder as they are on the disk, and the change that each came by; <c>null</c> is a removed one.</summary>
    public Dictionary<string, (SimulatedNode? Node, long Change)> Durable { get; } = [];

    /// <summary>A folder without a name: nothing can be made in it.</summary>
    public bool IsRemoved { get; set; }

    public SimulatedVolume? LockedBy { get; set; }

    public int Writers { get; set; }

    public bool IsDenied { get; set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, Length);

    public VolumeStat Stat => new(Kind, Length, ModifiedNs, number, 1);

    /// <summary>Whether <paramref name="other"/> is this folder or lies anywhere in it.</summary>
    public bool Holds(SimulatedNode other) => this == other || Entries.Values.Any(entry => entry.Holds(other));

    /// <summary>With everything in it.</summary>
    public void Remove()
    {
        IsRemoved = true;
        foreach (var entry in Entries.Values)
            entry.Remove();
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        if (_bytes.Length - Length < content.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + content.Length));
        content.CopyTo(_bytes.AsSpan(Length));
        Length += content.Length;
    }

    public void Replace(ReadOnlySpan<byte> content)
    {
        Length = DurableLength = 0;
        Append(content);
    }

    public void Sync() => DurableLength = Length;

    /// <summary>What power loss may leave of a file that was not synced.</summary>
    public void Tear(Random chance)
    {
        var unsure = _bytes.AsSpan(DurableLength, Length - DurableLength);
        switch (chance.Next(5))
        {
            case 0:
                Length = DurableLength;
                break;
            case 1:
                Length -= chance.Next(unsure.Length + 1);
                break;
            case 2:
                unsure[chance.Next(unsure.Length + 1)..].Clear();
                break;
            case 3:
                const int block = 64;
                for (var at = 0; at < unsure.Length; at += block)
                {
                    if (chance.Next(2) == 0)
                        unsure.Slice(at, Math.Min(block, unsure.Length - at)).Clear();
                }
                break;
        }
        Sync();
    }
}
