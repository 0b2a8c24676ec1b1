using System.Text.RegularExpressions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition.Binding;

/// <summary>A <c>retry</c> section, of a stage or of <c>defaults</c>.</summary>
internal sealed partial class RetryBinder(Values values)
{
    /// <param name="owner">As in a sentence: <c>stage `pages`</c>.</param>
    /// <param name="inherited">What holds for keys that are not written.</param>
    public RetryPolicy Bind(Field field, string owner, RetryPolicy inherited)
    {
        var section = Section.Open(field, PipelineWords.Retry, $"in `retry` of {owner}", values.Problems);
        var policy = inherited;
        if (section["immediate"] is { } immediate && values.Integer(immediate, 0, Limits.Immediate) is { } tries)
            policy = policy with { Immediate = tries };
        if (section["attempts"] is { } attempts && values.Integer(attempts, 1, Limits.Attempts) is { } count)
            policy = policy with { Attempts = count };
        if (section["backoff"] is { } backoff && values.Word<Backoff>(backoff) is { } growth)
            policy = policy with { Backoff = growth };
        if (section["initial"] is { } initial && values.Duration(initial, TimeSpan.Zero, Limits.Pause) is { } first)
            policy = policy with { Initial = first };
        if (section["max"] is { } max && values.Duration(max, TimeSpan.Zero, Limits.Pause) is { } longest)
            policy = policy with { Max = longest };
        if (section["jitter"] is { } jitter && values.Boolean(jitter) is { } spread)
            policy = policy with { Jitter = spread };
        if (section["errors"] is { } errors)
            policy = policy with { Errors = ErrorCodes(errors) };
        if (section["except"] is { } except)
            policy = policy with { Except = ErrorCodes(except) };
        if (section["respect_retry_after"] is { } respect && values.Boolean(respect) is { } respected)
            policy = policy with { RespectRetryAfter = respected };
        if (policy.Initial > policy.Max && (section["initial"] ?? section["max"]) is { } written)
            values.Problems.Error(Codes.OutOfRange, written.Span,
                $"{written.Name}: the first pause, {DurationText.Format(policy.Initial)}, is longer than the longest, {DurationText.Format(policy.Max)}", "", "raise `max` or lower `initial`");
        return policy;
    }

    private List<string> ErrorCodes(Field field)
    {
        var codes = new List<string>();
        foreach (var item in values.Items(field, "a list of error codes, as [timeout, http_5xx]"))
        {
            const string expected = "an error code";
            if (values.Scalar(item, expected) is not { Value: var code } written)
                continue;
            if (ErrorCode().IsMatch(code))
                codes.Add(code);
            else
                values.BadForm(Codes.ErrorCodeForm, item, expected, written, code.Length == 3 && code.All(char.IsAsciiLetterOrDigit)
                    ? $"write http_{code.ToLowerInvariant()}"
                    : "codes are small letters, digits and `_`, as timeout, http_404, http_5xx");
        }
        return codes;
    }

    [GeneratedRegex(Shapes.ErrorCode + Shapes.WholeText, RegexOptions.CultureInvariant)]
    private static partial Regex ErrorCode();
}
