using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FilePipeline.Folders;

/// <summary>
/// What the ledgers of a stage say, in some 60 bytes a line: keys by 64-bit hash, contents and stamps by 64 bits each. Two keys with
/// one hash share a chain, which does no harm: a line is only believed together with its digests.
/// </summary>
internal sealed class LedgerIndex
{
    private readonly Dictionary<ulong, int> _last = [];
    private readonly List<Entry> _entries = [];
    private readonly List<Fingerprint> _fingerprints = [];
    private readonly Dictionary<Fingerprint, int> _fingerprintIds = [];
    private readonly Dictionary<int, IReadOnlyList<BesideFile>> _beside = [];
    private readonly HashSet<int> _accepted = [];

    private readonly record struct Entry(ulong InStamp, ulong InDigest, ulong OutStamp, ulong OutDigest, int FingerprintId, int Previous);

    public int Count => _entries.Count;

    public void Add(LedgerLine line)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, HashOf(line.Key), out var known);
        if (!_fingerprintIds.TryGetValue(line.Fingerprint, out var fingerprint))
        {
            _fingerprintIds[line.Fingerprint] = fingerprint = _fingerprints.Count;
            _fingerprints.Add(line.Fingerprint);
        }
        if (line.Beside.Count > 0)
            _beside[_entries.Count] = line.Beside;
        if (line.Reason == LedgerLine.Accepted)
            _accepted.Add(_entries.Count);
        _entries.Add(new(line.Input.Stamp, line.Input.Digest.GetValueOrDefault().Prefix,
            line.Output.Stamp, line.Output.Digest.GetValueOrDefault().Prefix, fingerprint, known ? last : -1));
        last = _entries.Count - 1;
    }

    /// <summary>The lines of a key, newest first.</summary>
    public IEnumerable<LedgerEntry> Find(string key)
    {
        if (!_last.TryGetValue(HashOf(key), out var at))
            yield break;
        for (; at >= 0; at = _entries[at].Previous)
        {
            var entry = _entries[at];
            yield return new(entry.InStamp, entry.InDigest, entry.OutStamp, entry.OutDigest,
                _fingerprints[entry.FingerprintId], _beside.GetValueOrDefault(at, []))
            {
                IsAccepted = _accepted.Contains(at),
            };
        }
    }

    private static ulong HashOf(string key) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan()));
}
