using System.Globalization;

namespace FilePipeline.Cli.Output;

/// <summary>How the two outputs may be decorated. Never decides what is said.</summary>
internal sealed record ScreenTraits
{
    public bool AnswerIsTerminal { get; init; }

    public bool TalkIsTerminal { get; init; }

    public bool ColourAnswer { get; init; }

    public bool ColourTalk { get; init; }

    /// <summary>Lines at the bottom of the talk that are drawn again and again.</summary>
    public bool Animate { get; init; }

    /// <summary>In cells.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Where lines of an answer are cut: at the terminal's edge; elsewhere never.</summary>
    public int? AnswerWidth => AnswerIsTerminal ? Width : null;

    /// <summary><c>--plain</c> before <c>NO_COLOR</c> before <c>FORCE_COLOR</c>; a dumb terminal and a build server get no animation.</summary>
    public static ScreenTraits Of(Func<string, string?> environment, IEnumerable<string> args, bool answerIsTerminal, bool talkIsTerminal)
    {
        var isPlain = args.TakeWhile(arg => arg != "--").Contains("--plain") || environment("TERM") == "dumb";
        var never = isPlain || IsSet("NO_COLOR");
        var always = !never && IsSet("FORCE_COLOR") && environment("FORCE_COLOR") != "0";
        return new()
        {
            AnswerIsTerminal = answerIsTerminal,
            TalkIsTerminal = talkIsTerminal,
            ColourAnswer = always || (answerIsTerminal && !never),
            ColourTalk = always || (talkIsTerminal && !never),
            Animate = talkIsTerminal && !isPlain && !IsSet("CI"),
            Width = WidthOf(environment, answerIsTerminal, talkIsTerminal),
        };

        bool IsSet(string name) => !string.IsNullOrEmpty(environment(name));
    }

    private static int WidthOf(Func<string, string?> environment, bool answerIsTerminal, bool talkIsTerminal)
    {
        int? width = answerIsTerminal ? Descriptor.Columns(1) : talkIsTerminal ? Descriptor.Columns(2) : null;
        if (int.TryParse(environment("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns))
            width = columns;
        return width is >= 20 and <= 1000 ? width.Value : 80;
    }
}
