using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// History and provenance of a stage: <c>.ledger/*.jsonl</c>, one line per published result. Each worker appends to a segment of its
/// own; segments of workers that are gone are merged into <c>base.jsonl</c>. A result is fresh when some line says that these very
/// bytes came from today's input by today's code, so the order of the lines does not matter and a line may stand twice.
/// Safe to call from several threads.
/// </summary>
public sealed class Ledger : IDisposable
{
    public const string FolderName = ".ledger";
    internal const string Base = "base.jsonl";
    internal const string Suffix = ".jsonl";
    private readonly Lock _gate = new();
    private readonly IVolume _volume;
    private readonly VolumeFolder? _folder;
    private readonly Dictionary<string, LedgerSegment> _segments = new(StringComparer.Ordinal);
    private readonly ItemBuffer _line = new();
    private readonly Utf8JsonWriter _json;
    private LedgerIndex _index = new();
    private IVolumeAppender? _segment;
    private string? _worker;
    private MachineIdentity? _machine;
    private bool _durable;
    private long _written;
    private long _results; // up to here there are lines of results; behind it only notes
    private long _synced;

    /// <param name="folder"><c>null</c>: there is none yet, nothing is recorded.</param>
    public Ledger(IVolume volume, VolumeFolder? folder)
    {
        _volume = volume;
        _folder = folder;
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = Item.Json.Encoder, SkipValidation = true });
    }

    /// <summary>Lines read and written so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _index.Count;
        }
    }

    /// <summary>Makes it writable for a worker. Its segment is begun with the first line, so that a run that does nothing leaves no file.</summary>
    /// <param name="durable">What is written here has to survive a power loss.</param>
    public void OpenSegment(string worker, MachineIdentity machine, bool durable)
    {
        ArgumentNullException.ThrowIfNull(machine);
        (_worker, _machine, _durable) = (worker, machine, durable);
    }

    /// <summary>Reads what has been written since, by any worker.</summary>
    public void Refresh()
    {
        if (_folder is null)
            return;
        lock (_gate)
        {
            var found = _volume.List(_folder)
                .Where(entry => entry.Kind == EntryKind.File && entry.Name.EndsWith(Suffix, StringComparison.Ordinal) && entry.Name[0] != '.')
                .ToList();
            if (found.Any(entry => _segments.TryGetValue(entry.Name, out var known) && known.Inode != entry.Inode))
                Forget(); // merged or restored meanwhile: what was in segments that are gone stands in the new base
            foreach (var entry in found.OrderBy(entry => entry.Name != Base).ThenBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (!_segments.TryGetValue(entry.Name, out var segment))
                    _segments[entry.Name] = segment = new(_volume, _folder, entry.Name) { Inode = entry.Inode };
                segment.ReadOn((line, _) => _index.Add(line));
            }
        }
    }

    /// <summary>What is known of a key, newest first.</summary>
    public IReadOnlyList<LedgerEntry> Find(ItemKey key)
    {
        lock (_gate)
            return _index.Find(key.Value);
    }

    /// <summary>Some line says that this result came from this input by this code, going by sizes and times alone. <c>false</c> says nothing.</summary>
    public bool Explains(ItemKey key, in VolumeStat input, in VolumeStat result, Fingerprint code)
    {
        lock (_gate)
            return _index.Explains(key.Value, FileIdentity.StampOf(input), FileIdentity.StampOf(result), code);
    }

    /// <summary>How much this worker has written: what a sync that begins now will have put on the disk.</summary>
    public long Written
    {
        get
        {
            lock (_gate)
                return _written;
        }
    }

    /// <summary>Results have been recorded that no checkpoint covers.</summary>
    public bool HasUnsynced
    {
        get
        {
            lock (_gate)
                return _results > _synced;
        }
    }

    /// <summary>Notes that everything up to <paramref name="written"/>, and the results it tells of, has been synced.</summary>
    public void Checkpoint(long written)
    {
        lock (_gate)
        {
            if (_segment is null || written <= _synced)
                return;
            _synced = written;
            Write(json => json.WriteNumber(LedgerNote.Checkpoint, written));
        }
    }

    /// <summary>Notes that everything has been synced and nothing more comes.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_segment is not null)
                Write(json => json.WriteNumber(LedgerNote.Closed, _written));
        }
    }

    /// <summary>Writes a line; call it before its result is published. It is in the index when <see cref="Refresh"/> finds it.</summary>
    public void Append(LedgerLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (_gate)
        {
            WriteLine(line.Write);
            _results = _written;
        }
    }

    /// <summary>The lines of results that one worker has written, as they stand in its segment.</summary>
    public IReadOnlyList<LedgerLine> LinesOf(string worker)
    {
        var lines = new List<LedgerLine>();
        if (_folder is not null)
        {
            new LedgerSegment(_volume, _folder, worker + Suffix).ReadOn((text, _) =>
            {
                if (LedgerLine.TryParse(text) is { } line)
                    lines.Add(line);
            });
        }
        return lines;
    }

    public void Dispose()
    {
        _segment?.Dispose();
        _folder?.Dispose();
        _json.Dispose();
    }

    /// <summary>A note about the segment itself, of one member.</summary>
    private void Write(Action<Utf8JsonWriter> member) => WriteLine(json =>
    {
        json.WriteStartObject();
        member(json);
        json.WriteEndObject();
    });

    private void WriteLine(Action<Utf8JsonWriter> content)
    {
        _segment ??= BeginSegment();
        _line.Clear();
        _json.Reset();
        content(_json);
        _json.Flush();
        _line.Write((byte)'\n');
        _segment.Append(_line.Span);
        _written += _line.Length;
    }

    private IVolumeAppender BeginSegment()
    {
        if (_worker is null || _machine is null)
            throw new InvalidOperationException("the ledger was opened for reading");
        _segment = _volume.OpenAppend(_folder!, _worker + Suffix);
        Write(json =>
        {
            json.WriteString(LedgerNote.Segment, _worker);
            json.WriteString("host"u8, _machine.Host);
            json.WriteString(LedgerNote.Boot, _machine.Boot);
        });
        // Before any result is published: should the power fail, the next start must find that this worker was at work.
        if (_durable)
            _volume.SyncAll(_folder!);
        return _segment;
    }

    private void Forget()
    {
        _index = new();
        _segments.Clear();
    }
}
