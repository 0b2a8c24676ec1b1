using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition.Schema;

/// <summary>
/// The JSON Schema (2020-12) of <c>pipeline.yaml</c>, for completion and checks while typing. It is made of the same words
/// that the file is read by and of the stages that there are, so it can neither lag behind nor know of stages that are not there.
/// It is no stricter than <see cref="PipelineFile"/>, which alone decides.
/// </summary>
public static class PipelineSchema
{
    /// <summary>Indented; ends with a line break.</summary>
    public static string Write(StageCatalog catalog) => Create(catalog).ToJsonString(_options) + "\n";

    public static JsonObject Create(StageCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var schema = Shapes.Section(PipelineWords.Pipeline);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "FilePipeline: pipeline.yaml");
        var stage = schema["properties"]!["stages"]!["additionalProperties"]!.AsObject();
        StageSchema.Specialize(stage, catalog);
        return schema;
    }

    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
