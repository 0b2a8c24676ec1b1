using System.Buffers.Binary;
using System.IO.Abstractions;
using System.Runtime.InteropServices;
using System.Text;

namespace FilePipeline.Datasets;

/// <summary>
/// Puts any number of keys in ordinal order in bounded memory. They are kept as UTF-8 side by side; what grows beyond a limit is
/// sorted and laid by in a file, and the files are merged as they are read.
/// </summary>
/// <param name="path">Of the files: a number is appended. They are gone when this is disposed.</param>
/// <param name="limit">Bytes of keys in memory.</param>
internal sealed class KeySorter(IFileSystem files, string path, int limit = KeySorter.Standard) : IDisposable
{
    private const int Standard = 8 << 20;
    private readonly List<(int Start, int Length)> _keys = [];
    private readonly List<string> _runs = [];
    private byte[] _bytes = new byte[4096];
    private int _used;

    /// <summary>Keys added, repeated ones too.</summary>
    public long Count { get; private set; }

    public void Add(string key)
    {
        var length = Encoding.UTF8.GetByteCount(key);
        // a place costs as much as eight bytes of a key
        if (_keys.Count > 0 && _used + length + 8L * _keys.Count > limit)
            Spill();
        while (_bytes.Length - _used < length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        Encoding.UTF8.GetBytes(key, _bytes.AsSpan(_used));
        _keys.Add((_used, length));
        _used += length;
        Count++;
    }

    /// <summary>Each key once. Nothing may be added after it.</summary>
    public IEnumerable<string> Sorted()
    {
        Sort();
        var runs = new PriorityQueue<IEnumerator<string>, string>(StringComparer.Ordinal);
        try
        {
            foreach (var run in _runs.Select(Run).Append(InMemory()))
                Enqueue(run.GetEnumerator());
            string? last = null;
            while (runs.TryDequeue(out var run, out var key))
            {
                if (key != last)
                    yield return key;
                last = key;
                Enqueue(run);
            }
        }
        finally
        {
            foreach (var (run, _) in runs.UnorderedItems)
                run.Dispose();
        }

        void Enqueue(IEnumerator<string> run)
        {
            if (run.MoveNext())
                runs.Enqueue(run, run.Current);
            else
                run.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var run in _runs)
            files.File.Delete(run);
        _runs.Clear();
    }

    private void Sort() => CollectionsMarshal.AsSpan(_keys).Sort((left, right) =>
        KeyOrder.Compare(_bytes.AsSpan(left.Start, left.Length), _bytes.AsSpan(right.Start, right.Length)));

    private IEnumerable<string> InMemory() => _keys.Select(key => Encoding.UTF8.GetString(_bytes, key.Start, key.Length));

    private void Spill()
    {
        Sort();
        _runs.Add($"{path}{_runs.Count}");
        using var run = files.FileStream.New(_runs[^1], FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        foreach (var (start, length) in _keys)
        {
            BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
            run.Write(prefix);
            run.Write(_bytes, start, length);
        }
        _keys.Clear();
        _used = 0;
    }

    private IEnumerable<string> Run(string file)
    {
        using var run = files.FileStream.New(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var prefix = new byte[sizeof(int)];
        var key = new byte[256];
        while (run.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) == prefix.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (key.Length < length)
                key = new byte[length];
            run.ReadExactly(key, 0, length);
            yield return Encoding.UTF8.GetString(key, 0, length);
        }
    }
}
