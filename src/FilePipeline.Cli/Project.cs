using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Storage;

namespace FilePipeline.Cli;

/// <summary>The pipeline that a command works on.</summary>
/// <param name="File">Its <c>pipeline.yaml</c>, as people see it from where they stand.</param>
internal sealed record Project(PipelineDefinition Pipeline, PipelineGraph Graph, IVolume Volume, string File, IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>The absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Where the user stands.</summary>
    private string Here { get; init; } = "/";

    /// <exception cref="CommandException">There is no file, or it is not valid; then all that is wrong has been told.</exception>
    public static Project Open(Session session, string? file)
    {
        var loaded = Load(session, file, out var shown);
        if (loaded.Definition is { } pipeline)
            return new(pipeline, loaded.Graph!, session.OpenVolume(), shown, loaded.Diagnostics) { Path = session.Files.Path.GetFullPath(shown, session.Folder), Here = session.Folder };
        session.Screen.Talk(Render(loaded, session.Screen.TalkPaint));
        throw new CommandException(ExitCode.Usage, $"{shown} is not valid: {Words.Count(Errors(loaded), "error")}",
            "filepipe check reads it again; filepipe help FP1003 explains a code");
    }

    /// <summary>Reads the file whether it is valid or not.</summary>
    public static PipelineLoadResult Load(Session session, string? file, out string shown)
    {
        var path = file is null ? Find(session) : session.Files.Path.GetFullPath(file, session.Folder);
        if (file is not null && session.Files.Directory.Exists(path))
        {
            path = session.Files.Path.Combine(path, PipelineFile.StandardName);
            file = session.Files.Path.Combine(file, PipelineFile.StandardName);
        }
        var relative = shown = file ?? session.Files.Path.GetRelativePath(session.Folder, path);
        var loaded = new PipelineFile(session.Files, session.Catalog(), session.Environment).Load(path);
        return loaded with { Diagnostics = [.. loaded.Diagnostics.Select(problem => problem with { File = relative })] };
    }

    public static int Errors(PipelineLoadResult loaded) => loaded.Diagnostics.Count(problem => problem.Severity == Severity.Error);

    public static string Render(PipelineLoadResult loaded, Paint paint) =>
        new DiagnosticText(loaded.Text, (part, piece) => part switch
        {
            DiagnosticPart.ErrorHead or DiagnosticPart.ErrorMark => paint.Bold(paint.Red(piece)),
            DiagnosticPart.WarningHead or DiagnosticPart.WarningMark => paint.Bold(paint.Yellow(piece)),
            DiagnosticPart.Message => paint.Bold(piece),
            DiagnosticPart.HelpHead => paint.Cyan(piece),
            _ => paint.Dim(piece),
        }).Render(loaded.Diagnostics);

    /// <summary>A path below the project as it can be typed from where the user stands; others as they are.</summary>
    public string Show(string path) =>
        path.StartsWith(Pipeline.Root + "/", StringComparison.Ordinal) ? System.IO.Path.GetRelativePath(Here, path) : path;

    /// <summary>The nearest <c>pipeline.yaml</c>, here or in a folder above, as tools that work on a checkout do.</summary>
    private static string Find(Session session)
    {
        for (var folder = session.Folder; folder is not null; folder = session.Files.Path.GetDirectoryName(folder))
        {
            var candidate = session.Files.Path.Combine(folder, PipelineFile.StandardName);
            if (session.Files.File.Exists(candidate))
                return candidate;
        }
        throw new CommandException(ExitCode.Usage, $"there is no {PipelineFile.StandardName} here, nor in a folder above",
            "filepipe init      makes one, with a page to try it on\nfilepipe -f FILE   names another file");
    }
}
