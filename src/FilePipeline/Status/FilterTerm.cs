using System.Text;

namespace FilePipeline.Status;

/// <summary>One word of a filter: <c>field:value</c>, or a value alone.</summary>
/// <param name="Position">Where it begins in the filter's text.</param>
/// <param name="ValuePosition">Where its value begins.</param>
internal sealed record FilterTerm(string? Field, string Value, int Position, int ValuePosition)
{
    public static IReadOnlyList<FilterTerm> Split(string text, List<FilterProblem> problems)
    {
        var terms = new List<FilterTerm>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else
                terms.Add(Next(text, ref at, problems));
        }
        return terms;
    }

    private static FilterTerm Next(string text, ref int at, List<FilterProblem> problems)
    {
        var (begin, value) = (at, at);
        string? field = null;
        var word = new StringBuilder();
        for (; at < text.Length && !char.IsWhiteSpace(text[at]); at++)
        {
            if (text[at] == '"')
            {
                var end = text.IndexOf('"', at + 1);
                if (end < 0)
                {
                    problems.Add(new(at, 1, "this quote is never closed"));
                    end = text.Length;
                }
                word.Append(text, at + 1, end - at - 1);
                at = Math.Min(end, text.Length - 1);
            }
            else if (text[at] == ':' && field is null && at == begin + word.Length && at > begin)
            {
                field = word.ToString();
                word.Clear();
                value = at + 1;
            }
            else
            {
                word.Append(text[at]);
            }
        }
        return new(field, word.ToString(), begin, value);
    }

    /// <summary>The values between commas, and where they begin (exactly, as long as there are no quotes).</summary>
    public IEnumerable<(string Text, int Position)> Alternatives()
    {
        var position = ValuePosition;
        foreach (var part in Value.Split(','))
        {
            yield return (part, position);
            position += part.Length + 1;
        }
    }

    /// <summary>Reads <c>&gt;= &gt; &lt;= &lt; =</c> before a value; without one, equal.</summary>
    /// <returns>Takes what <see cref="IComparable{T}.CompareTo"/> says of an item's value and the filter's.</returns>
    public Func<int, bool> Comparison(out string operand)
    {
        (operand, var compare) = Value switch
        {
            ['>', '=', .. var rest] => (rest, (Func<int, bool>)(order => order >= 0)),
            ['<', '=', .. var rest] => (rest, order => order <= 0),
            ['>', .. var rest] => (rest, order => order > 0),
            ['<', .. var rest] => (rest, order => order < 0),
            ['=', .. var rest] => (rest, order => order == 0),
            _ => (Value, order => order == 0),
        };
        return compare;
    }
}
