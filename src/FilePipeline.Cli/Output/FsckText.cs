using FilePipeline.Care;
using FilePipeline.Status;

namespace FilePipeline.Cli.Output;

/// <summary>A check of the folders for people.</summary>
internal static class FsckText
{
    private const int Most = 5;

    public static IEnumerable<string> Lines(CheckReport report, Project project, Paint paint)
    {
        var table = new Table();
        foreach (var stage in report.Stages)
        {
            var states = string.Join(" + ", stage.States.OrderBy(pair => pair.Key).Select(pair => $"{Words.Number(pair.Value)} {StageItem.NameOf(pair.Key)}"));
            table.Row(new(stage.Stage, Paint: paint.Bold), Table.Cell.Right(Words.Count(stage.Inputs, "input")),
                new($"{(stage.IsEven ? "=" : "≠")} {(states.Length > 0 ? states : "0")}", Paint: stage.IsEven ? null : paint.Red));
        }
        foreach (var line in table.Lines("  "))
            yield return line;
        foreach (var group in report.Findings.GroupBy(finding => (finding.Folder, finding.Kind)))
        {
            var (folder, kind) = group.Key;
            yield return $"  {(kind.IsWrong() ? paint.Red("wrong") : paint.Dim("note "))}  {Shown.Text(folder)}  {Words.Number(group.Count())} {kind.Name()}: {Cause(kind)}";
            foreach (var finding in group.Take(Most))
                yield return "           " + string.Join("  ", ((string[])[project.Show($"{project.Pipeline.Data}/{folder}{(finding.Name.Length > 0 ? "/" : "")}{finding.Name}"), Shown.Line(finding.Message)]).Where(text => text.Length > 0));
            if (group.Count() > Most)
                yield return $"           … and {Words.Number(group.Count() - Most)} more: filepipe fsck --json";
        }
    }

    public static IEnumerable<string> End(CheckReport report, bool isRepaired)
    {
        var wrong = report.Findings.Count(finding => finding.Kind.IsWrong());
        yield return wrong == 0
            ? $"Sound: {Words.Count(report.Results, "result")} read, every item accounted for."
            : $"{Words.Count(wrong, "thing")} {(wrong == 1 ? "is" : "are")} wrong; {Words.Count(report.Results, "result")} read."
                + (isRepaired ? "" : " Mend what is safe to mend: filepipe fsck --repair");
    }

    /// <summary>What the repair does about it.</summary>
    public static string Cure(FindingKind kind) => kind switch
    {
        FindingKind.ClaimOfNobody => "take back the claims of the dead, as the next run would",
        FindingKind.TemporaryOfNobody => "remove what nobody writes any more",
        FindingKind.LeaseOfNobody => "remove the leases of the dead",
        FindingKind.RecordWithoutInput => "remove records of items that are gone",
        FindingKind.LedgerDamaged => "write the ledger anew without the lines that cannot be read",
        _ => "remove empty folders",
    };

    private static string Cause(FindingKind kind) => kind switch
    {
        FindingKind.ClaimOfNobody => "claims whose owner has died",
        FindingKind.TemporaryOfNobody => "unfinished files that nobody writes",
        FindingKind.LeaseOfNobody => "workers that have died",
        FindingKind.RecordWithoutInput => "records of items that are gone",
        FindingKind.LedgerDamaged => "lines that cannot be read",
        FindingKind.Unbalanced => "the states do not sum to the inputs",
        FindingKind.ResultBroken => "results that are not whole; remove them, and they are made again",
        FindingKind.ResultAltered => "the content is not what was made, though size and time are; remove them, and they are made again",
        FindingKind.ResultNotCanonical => "not written as results are; filepipe rerun makes them again",
        FindingKind.InTheWay => "something else under a name that the engine needs; move it away",
        FindingKind.RecordUnreadable => "records that hold nothing; remove them",
        FindingKind.Foreign => "not put there by the engine; remove it",
        FindingKind.ResultEdited => "results that a hand has edited; they stay",
        FindingKind.ResultUnrecorded => "results without a ledger line; they count as completed",
        FindingKind.Orphan => "results whose input is gone; filepipe prune removes them",
        FindingKind.LedgerTorn => "a line that was never finished; it means nothing",
        FindingKind.RecordOutlived => "records beside results that count; they hold nothing",
        FindingKind.EmptyFolder => "empty folders",
        _ => "not the engine's; left alone",
    };
}
