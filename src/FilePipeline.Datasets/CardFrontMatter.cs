using System.Buffers;
using System.Text;

namespace FilePipeline.Datasets;

/// <summary>
/// The YAML between the two <c>---</c> at the head of a dataset card. Some of its top-level keys are the export's and written anew;
/// all other lines stay as they are.
/// </summary>
internal static class CardFrontMatter
{
    private static readonly string[] Ours = ["configs", "dataset_info", "size_categories"];

    /// <summary>What ids of the hub and addresses are made of.</summary>
    private static readonly SearchValues<char> OfLicenses = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+_:/~%");

    /// <summary>Cuts a card after its front matter.</summary>
    /// <param name="users">The lines of the front matter without the export's keys.</param>
    /// <param name="body">The rest of the card, from behind the closing <c>---</c>; the whole card when it has no front matter.</param>
    public static void Split(string card, out string users, out string body)
    {
        users = "";
        body = card;
        var end = LineEnd(card, 0);
        if (!IsFence(card.AsSpan(0, end)))
            return;
        var kept = new StringBuilder();
        var ours = false;
        for (var at = end; at < card.Length; at = end)
        {
            end = LineEnd(card, at);
            var line = card.AsSpan(at, end - at);
            if (IsFence(line))
            {
                users = kept.ToString();
                body = card[end..];
                return;
            }
            // a line that is indented, or a dash of a list, goes on with the key before it; comments are always the user's
            if (line[0] is not (' ' or '\t' or '-' or '\r' or '\n' or '#'))
                ours = IsOurs(line);
            if (!ours || line[0] == '#')
                kept.Append(line);
        }
    }

    /// <summary>The license that the user has written into a card; <c>null</c>: none that is one word.</summary>
    public static string? License(byte[] card)
    {
        Split(Encoding.Latin1.GetString(card), out var users, out _);
        foreach (var line in users.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith("license:"))
                continue;
            var license = line["license:".Length..].Trim().Trim("\"'");
            return !license.IsEmpty && !license.ContainsAnyExcept(OfLicenses) ? license.ToString() : null;
        }
        return null;
    }

    private static bool IsFence(ReadOnlySpan<char> line) => line.StartsWith("---") && line[3..].IsWhiteSpace();

    private static bool IsOurs(ReadOnlySpan<char> line)
    {
        var key = line[..Math.Max(line.IndexOf(':'), 0)].Trim().Trim("\"'");
        foreach (var ours in Ours)
        {
            if (key.SequenceEqual(ours))
                return true;
        }
        return false;
    }

    private static int LineEnd(string text, int from) => text.IndexOf('\n', from) is var end and >= 0 ? end + 1 : text.Length;
}
