namespace FilePipeline.Cli;

/// <summary>What the program tells its caller; documented in docs/cli.md.</summary>
internal static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>It ran, but items failed, or a check found problems.</summary>
    public const int ItemsFailed = 1;

    /// <summary>Wrong usage, or <c>pipeline.yaml</c> is not valid.</summary>
    public const int Usage = 2;

    /// <summary>The machine: disk full, no permission.</summary>
    public const int Machine = 3;

    /// <summary>An export was not made: what it requires is missing.</summary>
    public const int Partial = 4;

    /// <summary>Work remains that this run could not do.</summary>
    public const int WorkRemains = 5;

    /// <summary>A bug in FilePipeline.</summary>
    public const int Bug = 70;

    /// <summary>Nobody reads the answer any more, as with <c>| head</c>: what a shell shows for a program that SIGPIPE has ended.</summary>
    public const int AnswerGone = 141;

    /// <summary>Ctrl-C. Other signals: 128 and their number.</summary>
    public const int Interrupted = 130;
}
