namespace FilePipeline.Stages.Html;

/// <summary>The stack of open elements, as the HTML standard's tree construction keeps it.</summary>
internal sealed class OpenElements
{
    /// <summary>
    /// No search goes deeper, so that a page made to be slow costs linear time. Pages that people write end far above it.
    /// </summary>
    private const int DeepestSearch = 2048;

    private readonly List<Open> _stack = [];
    private readonly Dictionary<string, int> _count = new(StringComparer.Ordinal);

    /// <param name="IsWritten">Its tags are in the output; too deep ones are not.</param>
    /// <param name="IsForeign">Its content is foreign.</param>
    public readonly record struct Open(Tag Tag, bool IsWritten, bool IsForeign);

    public int Count => _stack.Count;

    public Open this[int index] => _stack[index];

    public bool IsForeign => _stack.Count > 0 && _stack[^1].IsForeign;

    /// <summary>The innermost; without name or traits when nothing is open.</summary>
    public Tag Top => _stack.Count > 0 ? _stack[^1].Tag : default;

    public bool Any(string name) => _count.GetValueOrDefault(name) > 0;

    public void Push(Tag tag, bool isWritten)
    {
        _stack.Add(new(tag, isWritten, tag.Is(TagTraits.Foreign) || (IsForeign && !tag.Is(TagTraits.Integration))));
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_count, tag.Name, out _)++;
    }

    public Open Pop()
    {
        var open = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        _count[open.Tag.Name]--;
        return open;
    }

    /// <summary>The innermost element of that name with nothing between it and the top that has one of the traits or names; -1: none.</summary>
    public int Find(string name, TagTraits barrier, string? orBarrier = null, string? orBarrierToo = null)
    {
        if (!Any(name))
            return -1;
        var lowest = Math.Max(0, _stack.Count - DeepestSearch);
        for (var index = _stack.Count - 1; index >= lowest; index--)
        {
            var tag = _stack[index].Tag;
            if (tag.Name == name)
                return index;
            if (tag.Is(barrier) || tag.Name == orBarrier || tag.Name == orBarrierToo)
                return -1;
        }
        return -1;
    }

    /// <summary>The innermost element with that trait, no <c>table</c> or <c>template</c> between; -1: none.</summary>
    public int FindInTable(TagTraits trait)
    {
        var lowest = Math.Max(0, _stack.Count - DeepestSearch);
        for (var index = _stack.Count - 1; index >= lowest; index--)
        {
            var tag = _stack[index].Tag;
            if (tag.Is(trait))
                return index;
            if (tag.Name is "table" or "template")
                return -1;
        }
        return -1;
    }
}
