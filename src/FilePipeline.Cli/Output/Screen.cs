using System.Text;
using System.Text.Json;

namespace FilePipeline.Cli.Output;

/// <summary>
/// The two outputs. The answer is what was asked for and goes to standard output; the talk (progress, warnings, hints) goes to
/// standard error, where some lines at the bottom may be drawn again and again. Safe to call from several threads.
/// </summary>
internal sealed class Screen(Stream answer, TextWriter talk, ScreenTraits traits, CancellationToken answerGone = default) : IDisposable
{
    private static readonly JsonSerializerOptions OneLine = new(Item.Json);
    private static readonly JsonSerializerOptions Indented = new(Item.Json) { WriteIndented = true };
    private readonly StreamWriter _answer = new(answer, new UTF8Encoding(false), 1 << 14) { AutoFlush = traits.AnswerIsTerminal };
    private readonly Lock _gate = new();
    private IReadOnlyList<string> _foot = [];

    public ScreenTraits Traits => traits;

    /// <summary>For the answer.</summary>
    public Paint Paint => new(traits.ColourAnswer);

    /// <summary>For the talk.</summary>
    public Paint TalkPaint => new(traits.ColourTalk);

    /// <summary>Nobody reads the answer any more.</summary>
    public CancellationToken AnswerGone => answerGone;

    public void Answer(string line = "")
    {
        lock (_gate)
        {
            var foot = traits.AnswerIsTerminal ? TakeFootAway() : [];
            _answer.Write(line);
            _answer.Write('\n');
            Draw(foot);
        }
    }

    /// <summary>One indented JSON document.</summary>
    public void AnswerJson<T>(T value) => Answer(JsonSerializer.Serialize(value, Indented));

    /// <summary>One line of JSON lines; whoever reads gets it at once.</summary>
    public void AnswerJsonLine<T>(T value)
    {
        lock (_gate)
        {
            Answer(JsonSerializer.Serialize(value, OneLine));
            _answer.Flush();
        }
    }

    public void Talk(string line = "")
    {
        lock (_gate)
        {
            // What was asked before it is read before it, where both go to one place.
            _answer.Flush();
            var foot = TakeFootAway();
            talk.Write(line);
            talk.Write('\n');
            Draw(foot);
            talk.Flush();
        }
    }

    /// <summary>Asks on the terminal; the caller reads the reply.</summary>
    public void Ask(string question)
    {
        lock (_gate)
        {
            _answer.Flush();
            talk.Write(question);
            talk.Flush();
        }
    }

    /// <summary>Replaces the lines at the bottom of the talk; none takes them away. Only where the traits allow it.</summary>
    public void Foot(IReadOnlyList<string> lines)
    {
        if (!traits.Animate)
            return;
        lock (_gate)
        {
            TakeFootAway();
            Draw(lines);
            talk.Flush();
        }
    }

    public void Flush()
    {
        lock (_gate)
            _answer.Flush();
    }

    public void Dispose() => _answer.Dispose();

    private IReadOnlyList<string> TakeFootAway()
    {
        if (_foot.Count > 0)
            talk.Write($"\e[{_foot.Count}F\e[0J");
        var foot = _foot;
        _foot = [];
        return foot;
    }

    private void Draw(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            talk.Write(line);
            talk.Write('\n');
        }
        _foot = lines;
    }
}
