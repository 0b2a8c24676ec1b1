using System.IO.Hashing;
using System.Text;

namespace FilePipeline.Folders;

/// <summary>
/// What the ledgers of a stage say, in some 56 bytes a line: keys by 64-bit hash, contents and stamps by 64 bits each. Two keys with
/// one hash share a chain, which does no harm: a line is only believed together with its digests. It grows by pieces, so that
/// millions of lines are never copied.
/// </summary>
internal sealed class LedgerIndex
{
    private const int PieceBits = 12;
    private const int PieceSize = 1 << PieceBits;
    private readonly List<Entry[]> _pieces = [];
    private readonly List<(byte[] Text, Fingerprint Fingerprint, bool IsAccepted)> _codes = []; // as few as there are versions of the stage
    private readonly Dictionary<int, IReadOnlyList<BesideFile>> _beside = [];
    private int[] _slots = new int[1 << 8]; // by hash, open: the number of a key's last line, from 1; 0 is free
    private int _keys;

    /// <param name="Previous">The number of the line before of the same key, from 1.</param>
    private readonly record struct Entry(ulong Key, ulong InStamp, ulong InDigest, ulong OutStamp, ulong OutDigest, int Code, int Previous);

    public int Count { get; private set; }

    /// <summary>Takes up a line as it stands in a ledger. What is no line of a result is left out.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        if (LedgerFacts.TryRead(line, out var facts) && CodeOf(facts, line) is >= 0 and var code)
            Add(HashOf(facts.Key), facts.InStamp, facts.InDigest, facts.OutStamp, facts.OutDigest, code);
        else if (LedgerLine.TryParse(line) is { } parsed)
            Add(parsed);
    }

    /// <summary>Some line says: of this key, from such an input, by this code, these very bytes were made; and no other file was read for it.</summary>
    public bool Explains(string key, ulong inStamp, ulong outStamp, Fingerprint code)
    {
        for (var number = LastOf(key); number > 0;)
        {
            ref readonly var entry = ref At(number);
            if (entry.InStamp == inStamp && entry.OutStamp == outStamp
                && _codes[entry.Code] is { IsAccepted: false } known && known.Fingerprint == code && !_beside.ContainsKey(number))
            {
                return true;
            }
            number = entry.Previous;
        }
        return false;
    }

    /// <summary>The lines of a key, newest first.</summary>
    public List<LedgerEntry> Find(string key)
    {
        var found = new List<LedgerEntry>();
        for (var number = LastOf(key); number > 0; number = At(number).Previous)
        {
            ref readonly var entry = ref At(number);
            var code = _codes[entry.Code];
            found.Add(new(entry.InStamp, entry.InDigest, entry.OutStamp, entry.OutDigest, code.Fingerprint, _beside.GetValueOrDefault(number, []))
            {
                IsAccepted = code.IsAccepted,
            });
        }
        return found;
    }

    private void Add(LedgerLine line)
    {
        var accepted = line.Reason == LedgerLine.Accepted;
        var code = _codes.FindIndex(known => known.IsAccepted == accepted && known.Fingerprint == line.Fingerprint);
        if (code < 0)
        {
            code = _codes.Count;
            _codes.Add(([], line.Fingerprint, accepted));
        }
        Add(HashOf(Encoding.UTF8.GetBytes(line.Key)), line.Input.Stamp, line.Input.Digest.GetValueOrDefault().Prefix,
            line.Output.Stamp, line.Output.Digest.GetValueOrDefault().Prefix, code);
        if (line.Beside.Count > 0)
            _beside[Count] = line.Beside;
    }

    private void Add(ulong key, ulong inStamp, ulong inDigest, ulong outStamp, ulong outDigest, int code)
    {
        if (Count >> PieceBits == _pieces.Count)
            _pieces.Add(new Entry[PieceSize]);
        ref var slot = ref _slots[SlotOf(key)];
        _pieces[Count >> PieceBits][Count & (PieceSize - 1)] = new(key, inStamp, inDigest, outStamp, outDigest, code, slot);
        Count++;
        if (slot == 0)
            _keys++;
        slot = Count;
        if (_keys > _slots.Length / 4 * 3)
            Grow();
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new int[before.Length * 2];
        foreach (var number in before)
        {
            if (number > 0)
                _slots[SlotOf(At(number).Key)] = number;
        }
    }

    private ref readonly Entry At(int number) => ref _pieces[(number - 1) >> PieceBits][(number - 1) & (PieceSize - 1)];

    private int LastOf(string key)
    {
        Span<byte> text = key.Length <= 256 ? stackalloc byte[768] : new byte[key.Length * 3];
        return _slots[SlotOf(HashOf(text[..Encoding.UTF8.GetBytes(key, text)]))];
    }

    /// <summary>Where the last line of a key is, or would be.</summary>
    private int SlotOf(ulong key)
    {
        var slot = (int)key & (_slots.Length - 1);
        while (_slots[slot] is > 0 and var number && At(number).Key != key)
            slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    /// <summary>The number of a fingerprint by the text of its members; -1: the line is no line.</summary>
    private int CodeOf(in LedgerFacts facts, ReadOnlySpan<byte> line)
    {
        for (var i = _codes.Count - 1; i >= 0; i--)
        {
            if (facts.IsAccepted == _codes[i].IsAccepted && facts.Code.SequenceEqual(_codes[i].Text))
                return i;
        }
        if (LedgerLine.TryParse(line) is not { } parsed)
            return -1;
        _codes.Add((facts.Code.ToArray(), parsed.Fingerprint, facts.IsAccepted));
        return _codes.Count - 1;
    }

    private static ulong HashOf(ReadOnlySpan<byte> key) => XxHash3.HashToUInt64(key);
}
