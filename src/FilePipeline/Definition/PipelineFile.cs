using System.IO.Abstractions;
using FilePipeline.Definition.Binding;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition;

/// <summary>Reads <c>pipeline.yaml</c>: one file at the root that says what flows where.</summary>
/// <param name="catalog">What <c>uses</c> may name.</param>
/// <param name="environment">The value of a variable, <c>null</c> where it is not set.</param>
public sealed class PipelineFile(IFileSystem files, StageCatalog catalog, Func<string, string?> environment)
{
    /// <summary>The name that is looked for where none is given.</summary>
    public const string StandardName = "pipeline.yaml";

    /// <summary>Never throws for anything that a file may hold or a path may be: what is wrong is told in the result.</summary>
    /// <param name="path">Relative to the current folder or absolute; diagnostics show it as it is.</param>
    public PipelineLoadResult Load(string path)
    {
        PipelineDefinition? definition = null;
        if (new SourceReader(files).TryRead(path, out var problems) && new YamlReader(problems).Read() is { } document)
        {
            var binder = new PipelineBinder(new Values(problems, environment), catalog, files.Path);
            definition = binder.Bind(document, files.Path.GetDirectoryName(files.Path.GetFullPath(path))!);
        }
        if (definition is null || problems.HasErrors)
            return new PipelineLoadResult { Diagnostics = problems.All, Text = problems.Source.Text };
        return new PipelineLoadResult { Definition = definition, Graph = new PipelineGraph(definition), Diagnostics = problems.All, Text = problems.Source.Text };
    }
}
