using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>What this folder asks of the library's nodes, without building strings or lists for it.</summary>
internal static class Nodes
{
    /// <summary>
    /// Characters from the start tag to the end tag. Not the library's <c>OuterLength</c>, which writes the element out to measure it.
    /// </summary>
    public static int SourceLength(this HtmlNode node) =>
        (node.EndNode is { } end && end != node && end.OuterStartIndex > node.OuterStartIndex
            ? end.OuterStartIndex
            : node.OwnerDocument.ParsedText.Length) - node.OuterStartIndex;

    /// <summary>The value with its character references decoded; <c>null</c>: there is no such attribute.</summary>
    /// <param name="name">In lower case.</param>
    public static string? Value(this HtmlNode node, string name)
    {
        if (!node.HasAttributes)
            return null;
        var attributes = node.Attributes;
        for (var index = 0; index < attributes.Count; index++)
        {
            if (attributes[index].Name == name)
                return CharacterReferences.Decode(attributes[index].Value ?? "");
        }
        return null;
    }

    /// <summary>The same, <c>null</c> also for white space only.</summary>
    public static string? Text(this HtmlNode node, string name) =>
        node.Value(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Among white-space separated words, whatever their case.</summary>
    public static bool HasWord(string words, string word)
    {
        foreach (var range in words.AsSpan().SplitAny(" \t\r\n\f"))
        {
            if (words.AsSpan(range).Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
