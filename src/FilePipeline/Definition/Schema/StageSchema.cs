using System.Text.Json.Nodes;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition.Schema;

/// <summary>What the catalog adds to the schema of a stage: the names that <c>uses</c> may have, and for each what <c>with</c> may hold.</summary>
internal static class StageSchema
{
    public static void Specialize(JsonObject stage, StageCatalog catalog)
    {
        var uses = stage["properties"]!["uses"]!.AsObject();
        uses["type"] = "string";
        uses["anyOf"] = new JsonArray([.. catalog.Stages.Select(Name), new JsonObject { ["type"] = "string", ["pattern"] = Shapes.Interpolated }]);
        stage["allOf"] = new JsonArray([.. catalog.Stages.Select(IfUsed)]);
    }

    private static JsonObject Name(StageDescriptor type)
    {
        var name = new JsonObject { ["const"] = type.Name };
        if (type.Description.Length > 0)
            name["description"] = type.Description;
        return name;
    }

    private static JsonObject IfUsed(StageDescriptor type) => new()
    {
        ["if"] = new JsonObject { ["properties"] = new JsonObject { ["uses"] = new JsonObject { ["const"] = type.Name } }, ["required"] = new JsonArray("uses") },
        ["then"] = type.Parameters is null
            ? new JsonObject { ["properties"] = new JsonObject { ["with"] = new JsonObject { ["maxProperties"] = 0 } } }
            : ParameterSchema.Then(type.Parameters),
    };
}
