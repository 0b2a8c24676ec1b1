using FilePipeline.Cli.Output;
using FilePipeline.Datasets;
using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli;

/// <summary>Makes datasets, and shows how far they are.</summary>
internal static class DatasetExports
{
    private static readonly ItemState[] Lacking = [ItemState.Pending, ItemState.Processing, ItemState.Stale, ItemState.Failed, ItemState.Dead, ItemState.Skipped];

    /// <param name="onlyWhenBehind">Leave it alone when nothing can have changed since it was made.</param>
    public static ExportEnd Make(Session session, Project project, ExportDefinition export, bool onlyWhenBehind, CancellationToken cancel)
    {
        var path = Shown.Text(project.Show(export.To));
        using var currency = new DatasetCurrency(project, export);
        if (onlyWhenBehind && currency.IsCurrent())
            return new(export.Name, path, null, null);
        try
        {
            currency.Begin();
            var request = new ExportRequest { Pipeline = project.Pipeline, Export = export, NotCompleted = NotCompleted(session, project, export) };
            var result = new DatasetExporter(project.Volume, session.Files).Export(request, new Foot(session, path), cancel);
            currency.Confirm();
            return new(export.Name, path, result, null);
        }
        catch (DatasetException problem)
        {
            return new(export.Name, path, null, problem);
        }
        finally
        {
            session.Screen.Foot([]);
        }
    }

    private static List<NotCompleted> NotCompleted(Session session, Project project, ExportDefinition export)
    {
        var lacks = new List<NotCompleted>();
        foreach (var input in export.From)
        {
            if (project.Graph.Producer(input.Folder) is not { } definition)
                continue;
            using var stage = StageView.Open(project.Volume, project.Pipeline, definition, session.Clock);
            var states = stage.List().Where(entry => entry.Problem is null).GroupBy(entry => entry.Verdict.State).ToDictionary(group => group.Key, group => group.Count());
            lacks.AddRange(Lacking.Where(states.ContainsKey).Select(state => new NotCompleted(input.Folder, StatusJson.NameOf(state), states[state])));
        }
        return lacks;
    }

    private sealed class Foot(Session session, string path) : IProgress<ExportProgress>
    {
        private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
        private long _last = session.Clock.GetTimestamp() - session.Clock.TimestampFrequency;

        public void Report(ExportProgress value)
        {
            if (session.Clock.GetElapsedTime(_last) < Often)
                return;
            _last = session.Clock.GetTimestamp();
            var verb = value.Phase.ToString().ToLowerInvariant();
            session.Screen.Foot([$"  {path}  {verb} {Words.Number(value.Done)}{(value.Total > 0 ? "/" + Words.Number(value.Total) : "")}"]);
        }
    }
}
