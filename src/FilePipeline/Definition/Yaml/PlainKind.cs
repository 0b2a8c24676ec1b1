using System.Text.RegularExpressions;

namespace FilePipeline.Definition.Yaml;

/// <summary>What a plain scalar is by the core schema of YAML 1.2 (chapter 10.3).</summary>
internal static partial class PlainKind
{
    public static string Of(string value) => value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => "empty",
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => "true or false",
        _ when Integer().IsMatch(value) => "a whole number",
        _ when Number().IsMatch(value) => "a decimal number",
        _ => "text",
    };

    [GeneratedRegex("^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$(?!\n)", RegexOptions.CultureInvariant)]
    public static partial Regex Integer();

    [GeneratedRegex("^([-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN)$(?!\n)", RegexOptions.CultureInvariant)]
    public static partial Regex Number();
}
