namespace FilePipeline.Folders;

/// <summary>A ledger line as the index keeps it. Digests are <see cref="ContentDigest.Prefix"/>es, stamps <see cref="FileIdentity.Stamp"/>s.</summary>
public readonly record struct LedgerEntry(
    ulong InStamp, ulong InDigest, ulong OutStamp, ulong OutDigest, Fingerprint Fingerprint, IReadOnlyList<BesideFile> Beside)
{
    /// <summary>Nothing was made: somebody has said that these bytes are to count as made of this input by this code.</summary>
    public bool IsAccepted { get; init; }
}
