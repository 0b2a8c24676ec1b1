using System.Globalization;
using System.Text;

namespace FilePipeline.Datasets;

/// <summary>Texts in YAML.</summary>
internal static class YamlText
{
    private static readonly string[] Words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    /// <summary>As it is where no version of YAML could take it for something else, in double quotes otherwise.</summary>
    public static string Quote(string text)
    {
        if (IsPlain(text))
            return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c < ' ' || c is (>= '\x7F' and <= '\x9F') or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);
}
