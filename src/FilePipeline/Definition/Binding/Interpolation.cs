using System.Text;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>
/// Puts the environment in: <c>${NAME}</c>, <c>${NAME:-default}</c> (also where the variable is empty), <c>$$</c> for a
/// dollar sign. Any other dollar sign stands for itself, so that <c>$.page_url</c> needs no care.
/// </summary>
internal sealed class Interpolation(Problems problems, Func<string, string?> environment)
{
    /// <returns><c>null</c>: a variable is missing or the form is wrong, and reported.</returns>
    public string? Resolve(YamlScalar scalar)
    {
        var text = scalar.Value;
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var sound = true;
        var variables = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (text[at] != '$' || next is not ('$' or '{'))
            {
                result.Append(text[at]);
            }
            else if (next == '$')
            {
                result.Append('$');
                at++;
            }
            else
            {
                var end = text.IndexOf('}', at);
                var inside = end < 0 ? text[(at + 2)..] : text[(at + 2)..end];
                var value = end < 0 ? Malformed(scalar, variables, "`${` is not closed") : Value(scalar, variables, inside);
                variables++;
                sound &= value is not null;
                result.Append(value);
                at = end < 0 ? text.Length : end;
            }
        }
        return sound ? result.ToString() : null;
    }

    private string? Value(YamlScalar scalar, int index, string inside)
    {
        var (name, fallback) = inside.IndexOf(":-", StringComparison.Ordinal) is var colon and >= 0
            ? (inside[..colon], inside[(colon + 2)..])
            : (inside, null);
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            return Malformed(scalar, index, $"`${{{inside}}}` names no variable");
        var value = environment(name);
        if (fallback is not null && string.IsNullOrEmpty(value))
            return fallback;
        if (value is null)
            problems.Error(Codes.VariableMissing, Place(scalar, index, inside.Length + 3), $"the environment has no variable `{name}`", "not set", $"set it, or write a default: ${{{name}:-default}}");
        return value;
    }

    private string? Malformed(YamlScalar scalar, int index, string message)
    {
        problems.Error(Codes.InterpolationForm, Place(scalar, index, 2), message, "", "write ${NAME} or ${NAME:-default}; for a dollar sign before a brace write $$");
        return null;
    }

    /// <summary>Where the n-th variable of a scalar stands in the file; the whole scalar where escapes hide it.</summary>
    private SourceSpan Place(YamlScalar scalar, int index, int length)
    {
        var written = problems.Source.Slice(scalar.Span);
        for (var at = 0; at + 1 < written.Length; at++)
        {
            if (written[at] != '$' || written[at + 1] is not ('$' or '{'))
                continue;
            if (written[at + 1] == '{' && index-- == 0)
                return new SourceSpan(scalar.Span.Start + at, length);
            at++;
        }
        return scalar.Span;
    }
}
