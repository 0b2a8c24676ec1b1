namespace FilePipeline.Tests.Proof;

internal enum MoveKind
{
    /// <summary>Another process goes on.</summary>
    Switch,

    /// <summary>The process dies before its operation.</summary>
    Die,

    /// <summary>The process dies in its operation: what it writes is left in part.</summary>
    DieWithin,

    /// <summary>A hand does what it does next.</summary>
    Hand,
}

/// <summary>What happens at a step other than that the process goes on.</summary>
/// <param name="Process">To whom is switched.</param>
internal readonly record struct Move(int Step, MoveKind Kind, int Process)
{
    public override string ToString() => Kind == MoveKind.Switch ? $"{Step}: process {Process} goes on" : $"{Step}: {Kind}";
}
