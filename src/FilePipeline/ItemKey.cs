using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FilePipeline;

/// <summary>
/// The name of an item: its path inside its folder without the extension, <c>/</c>-separated, the same in every folder of
/// the pipeline (<c>en/Sculpture</c>). A key is always safe to put behind a folder: it is relative, has no empty, <c>.</c>
/// or <c>..</c> part, and no part begins with a dot. Compared ordinally.
/// </summary>
public readonly record struct ItemKey : IComparable<ItemKey>
{
    /// <summary>Longest name of one part in bytes of UTF-8, so that the part and <c>.json</c> fit a file name of 255 bytes.</summary>
    public const int LongestPart = 250;

    private readonly string? _value;

    private ItemKey(string value) => _value = value;

    public string Value => _value ?? "";

    /// <summary>The name of the item's file in a stage's folder, relative to that folder.</summary>
    public string FileName => _value + ".json";

    /// <summary>The sub-folder the item lies in, <c>""</c> for the folder itself.</summary>
    public string Folder => Value.LastIndexOf('/') is var at and >= 0 ? Value[..at] : "";

    public static ItemKey Parse(string text) =>
        TryParse(text, out var key, out var problem) ? key : throw new FormatException($"`{text}` is no key: {problem}");

    public static bool TryParse(string text, out ItemKey key) => TryParse(text, out key, out _);

    /// <param name="problem">When <c>false</c>: why, as the end of a sentence.</param>
    public static bool TryParse(string text, out ItemKey key, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = Problem(text);
        key = problem is null ? new ItemKey(text) : default;
        return problem is null;
    }

    private static string? Problem(string text)
    {
        if (text.Length == 0)
            return "it is empty";
        if (text.Contains('\0', StringComparison.Ordinal))
            return "it holds a NUL character";
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            return "its name is not valid UTF-8";
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
            return "it holds half of a surrogate pair";
        foreach (var range in text.AsSpan().Split('/'))
        {
            var part = text.AsSpan(range);
            if (part.IsEmpty)
                return "a part between two slashes is empty";
            if (part[0] == '.')
                return "a part that begins with a dot is hidden";
            if (part.Length * 3 > LongestPart && Encoding.UTF8.GetByteCount(part) > LongestPart)
                return $"a part is longer than {LongestPart} bytes";
        }
        return null;
    }

    public int CompareTo(ItemKey other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(ItemKey left, ItemKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ItemKey left, ItemKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ItemKey left, ItemKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ItemKey left, ItemKey right) => left.CompareTo(right) >= 0;
}
