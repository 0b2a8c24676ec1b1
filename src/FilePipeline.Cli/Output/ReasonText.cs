using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Output;

/// <summary>Reasons in words.</summary>
internal static class ReasonText
{
    /// <summary>Of one item or many: the end of a sentence that begins with it.</summary>
    public static string Of(Reason reason, bool many = false) => reason switch
    {
        Reason.NewInput => "will run: new here",
        Reason.InputChanged => "will run: the input has changed",
        Reason.UpstreamChanged => "will run: the stage before has made another result",
        Reason.CodeChanged => "will run: the stage's code or version has changed",
        Reason.ParamsChanged => "will run: the stage's parameters have changed",
        Reason.OutputMissing => "will run: the result is gone",
        Reason.Forced => "will run: --force",
        Reason.RetryDue => "will run: failed, and the next try is due",
        Reason.Settling => "waits: changed a moment ago, and is to lie still for a while first (`settle`)",
        Reason.RetryWait => "waits: failed, and the next try is not due yet",
        Reason.Claimed => "in work",
        Reason.UpToDate => "up to date: made of today's input by today's code",
        Reason.Accepted => "accepted: an older result that counts as today's since somebody typed filepipe accept",
        Reason.Unrecorded => "kept: a result without a ledger line, as after a fresh clone; it counts as completed",
        Reason.OutputEdited => "kept: edited by hand; filepipe run --force makes it again",
        Reason.Skipped => "skipped by the stage on purpose",
        Reason.Dead => "dead: given up, until the input or the stage is mended or filepipe retry is typed",
        _ => many ? "orphaned: the input is gone, the result stays" : "not here",
    };

    /// <summary>Of one item, with what is known of it.</summary>
    public static string Of(JourneyStep step, TimeProvider clock)
    {
        var verdict = step.Verdict;
        var fingerprint = $"{step.Stage.Uses.Code}{(step.Stage.Version > 1 ? $", version {step.Stage.Version}" : "")}";
        var error = verdict.Record is { } record ? $"{Shown.Text(record.Error.Code)}: {Shown.Line(record.Error.Message)}" : "";
        var text = verdict.Reason switch
        {
            Reason.UpToDate => $"up to date: made of today's input by today's code ({fingerprint})",
            Reason.CodeChanged when step.History is [.., var last] =>
                $"will run: made by {last.Fingerprint.Code}, version {last.Fingerprint.Version}; today it is {step.Stage.Uses.Code}, version {step.Stage.Version}",
            Reason.RetryWait => $"waits: attempt {verdict.Record!.Attempts} of {step.Stage.Retry.Attempts} failed ({error}); next try {Words.Moment(verdict.DueAt!.Value, clock)}",
            Reason.RetryDue => $"will run: attempt {verdict.Record!.Attempts} of {step.Stage.Retry.Attempts} failed ({error}), and the next try is due",
            Reason.Settling => $"waits until {Words.Moment(verdict.DueAt!.Value, clock)}: changed a moment ago (`settle`)",
            Reason.Claimed => step.Owner is { } owner ? $"in work: {Shown.Text(owner.Worker)} has it" : "in work",
            Reason.Dead => $"dead after {Words.Count(Math.Max(1, verdict.Record!.Attempts), "attempt")}: {error}",
            Reason.Skipped => $"skipped on purpose: {Shown.Line(verdict.Record!.Error.Message)}",
            Reason.NoInput when step.HasResult => $"orphaned: it is gone from {step.Stage.From}; the result stays until you remove it",
            Reason.NoInput => $"waits: not in {step.Stage.From} yet",
            _ => Of(verdict.Reason),
        };
        return step.IsPaused && verdict.IsRunnable ? $"{text}; but the stage is paused" : text;
    }
}
