namespace FilePipeline.Datasets;

/// <summary>
/// The YAML between the two <c>---</c> at the head of a dataset card. Some of its top-level keys are the export's and written anew;
/// all other lines stay as they are.
/// </summary>
internal static class CardFrontMatter
{
    private static readonly string[] Ours = ["configs", "dataset_info", "size_categories"];

    /// <summary>Cuts a card after its front matter.</summary>
    /// <param name="users">The lines of the front matter without the export's keys.</param>
    /// <param name="body">The rest of the card, from behind the closing <c>---</c>; the whole card when it has no front matter.</param>
    public static void Split(string card, out string users, out string body)
    {
        users = "";
        body = card;
        if (!IsFence(FirstLine(card)))
            return;
        var kept = "";
        var ours = false;
        for (var at = FirstLine(card).Length; at < card.Length;)
        {
            var line = FirstLine(card[at..]);
            at += line.Length;
            if (IsFence(line))
            {
                users = kept;
                body = card[at..];
                return;
            }
            // a line that is indented, or a dash of a list, goes on with the key before it
            if (!(line[0] is ' ' or '\t' or '-' or '\r' or '\n'))
                ours = Ours.Contains(KeyOf(line));
            if (!ours)
                kept += line;
        }
    }

    private static bool IsFence(string line) => line.StartsWith("---", StringComparison.Ordinal) && line.AsSpan(3).IsWhiteSpace();

    private static string KeyOf(string line) => line.Split(':')[0].Trim().Trim('"', '\'');

    private static string FirstLine(string text) => text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? text[..(end + 1)] : text;
}
