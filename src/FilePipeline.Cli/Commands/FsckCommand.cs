using System.CommandLine;
using FilePipeline.Care;
using FilePipeline.Cli.Output;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>fsck</c>: proves that no item is lost, every result is whole, and no file belongs to nobody.</summary>
internal static class FsckCommand
{
    private const string Schema = "filepipe.fsck/1";
    private const int MostListed = 100;

    public static Command Create(Session session)
    {
        var repair = new Option<bool>("--repair") { Description = "Mend what is safe: what dead workers have left, records of items that are gone, unreadable ledger lines." };
        var options = new CareOptions(Schema);
        var command = new Command("fsck", "Proves that no item is lost, every result is whole, and no file belongs to nobody.") { repair };
        options.AddTo(command);
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(repair), options.Of(parsed)));
        return command;
    }

    private static int Run(Session session, string? file, bool repair, Consent.Given given)
    {
        var screen = session.Screen;
        var project = Project.Open(session, file);
        var report = FolderCheck.Run(project.Volume, project.Graph, session.Clock);
        var mendable = report.Findings.Where(finding => finding.Kind.IsMendable()).ToList();
        if (!given.Json)
            foreach (var line in FsckText.Lines(report, project, screen.Paint))
                screen.Answer(line);
        var mended = 0;
        if (repair && !given.Json)
            foreach (var group in mendable.GroupBy(finding => finding.Kind))
                screen.Answer($"  {(given.DryRun ? "would mend" : "to mend")}: {FsckText.Cure(group.Key)} ({Words.Number(group.Count())})");
        if (repair && Consent.Obtain(session, mendable.Count, given, $"Mend {Words.Count(mendable.Count, "finding")}?", "fsck", "--repair"))
        {
            new FolderRepair(project.Volume, project.Graph, session.Clock, new Random()).Run(mendable);
            report = FolderCheck.Run(project.Volume, project.Graph, session.Clock);
            mended = mendable.Except(report.Findings).Count();
            if (!given.Json)
                screen.Answer($"{Words.Number(mended)} of {Words.Number(mendable.Count)} mended.");
        }
        if (given.Json)
            screen.AnswerJson(Json(report, mended));
        else
            foreach (var line in FsckText.End(report, repair || mendable.Count == 0))
                screen.Answer(line);
        return report.IsSound ? ExitCode.Done : ExitCode.ItemsFailed;
    }

    private static object Json(CheckReport report, int mended) => new
    {
        Schema,
        Sound = report.IsSound,
        report.Results,
        Mended = mended,
        Stages = report.Stages.Select(stage => new
        {
            stage.Stage,
            stage.Inputs,
            States = stage.States.ToDictionary(pair => StageItem.NameOf(pair.Key), pair => pair.Value),
            Even = stage.IsEven,
        }),
        Findings = report.Findings.GroupBy(finding => (finding.Folder, finding.Kind)).Select(group => new
        {
            group.Key.Folder,
            Kind = group.Key.Kind.Name(),
            Wrong = group.Key.Kind.IsWrong(),
            Mendable = group.Key.Kind.IsMendable(),
            Count = group.Count(),
            Files = group.Take(MostListed).Select(finding => new { finding.Name, finding.Message }),
        }),
    };
}
