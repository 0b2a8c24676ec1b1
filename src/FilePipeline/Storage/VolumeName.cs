namespace FilePipeline.Storage;

/// <summary>What a volume accepts as a name: a <c>/</c>-separated path that cannot lead out of its folder.</summary>
internal static class VolumeName
{
    /// <exception cref="ArgumentException">A part is empty, <c>.</c> or <c>..</c>, or there is a NUL or half a letter in it.</exception>
    public static void Check(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal) || HasHalfLetter(name))
            throw Refused(name);
        if (name.Length == 0)
            return;
        for (var rest = name.AsSpan(); ; )
        {
            var end = rest.IndexOf('/');
            if ((end < 0 ? rest : rest[..end]) is "" or "." or "..")
                throw Refused(name);
            if (end < 0)
                return;
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>The sub-folder a name lies in, <c>""</c> for the folder itself.</summary>
    public static string Parent(string name) => name.LastIndexOf('/') is var at and >= 0 ? name[..at] : "";

    private static bool HasHalfLetter(ReadOnlySpan<char> name)
    {
        for (int at; (at = name.IndexOfAnyInRange('\ud800', '\udfff')) >= 0; name = name[(at + 2)..])
        {
            if (at + 1 == name.Length || !char.IsSurrogatePair(name[at], name[at + 1]))
                return true;
        }
        return false;
    }

    private static ArgumentException Refused(string name) => new($"`{name}` is no name below a folder", nameof(name));
}
