using System.Globalization;
using System.Text;
using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Cli.Output;

/// <summary>Text from outside (keys, messages, content) as one line that cannot move the cursor or fake another line.</summary>
internal static class Shown
{
    /// <summary>Escapes control characters, line breaks and what turns the direction of text, as C does; and the backslash, so that it can be told from an escape.</summary>
    public static string Text(string text)
    {
        StringBuilder? shown = null;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (!IsUnsafe(letter) && letter != '\\')
            {
                shown?.Append(letter);
                continue;
            }
            shown ??= new StringBuilder(text, 0, i, text.Length + 16);
            shown.Append(letter switch
            {
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
            });
        }
        return shown?.ToString() ?? text;
    }

    /// <summary>A message's first line, as long as it fits.</summary>
    public static string Line(string message, int width = 160)
    {
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return Cut(Text(end >= 0 ? message[..end] + " …" : message), width);
    }

    /// <summary>At most so many cells, with <c>…</c> for what is left out.</summary>
    public static string Cut(string text, int cells)
    {
        if (Width(text) <= cells)
            return text;
        var cut = new StringBuilder();
        var used = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            used += CellWidth.Of(rune);
            if (used > cells)
                break;
            cut.Append(rune.ToString());
        }
        return cut.ToString().TrimEnd() + "…";
    }

    /// <summary>Cells of plain text on a terminal.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(CellWidth.Of);

    public static string PadRight(string text, int cells) => text + new string(' ', Math.Max(0, cells - Width(text)));

    public static string PadLeft(string text, int cells) => new string(' ', Math.Max(0, cells - Width(text))) + text;

    /// <summary>As one word of a shell's command line.</summary>
    public static string Quoted(string word)
    {
        if (word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "_-./:,+@%^".Contains(letter, StringComparison.Ordinal)) && word[0] != '-')
            return word;
        return word.Any(IsUnsafe)
            ? "$'" + Text(word).Replace("'", "\\'", StringComparison.Ordinal) + "'"
            : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
    }

    private static bool IsUnsafe(char letter) =>
        char.IsControl(letter) || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
