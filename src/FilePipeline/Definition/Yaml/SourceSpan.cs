namespace FilePipeline.Definition.Yaml;

/// <summary>A stretch of a <see cref="SourceText"/> in UTF-16 units.</summary>
internal readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static SourceSpan Between(int start, int end) => new(start, Math.Max(0, end - start));
}
