using System.Text.Json.Nodes;

namespace FilePipeline.Definition.Words;

/// <summary>A key that may be written.</summary>
/// <param name="Meaning">For editors: a sentence or two, with the default.</param>
/// <param name="Shape">A JSON Schema of its value; a new tree at each call.</param>
internal sealed record KeyWord(string Name, string Meaning, Func<JsonObject> Shape, bool Required = false);
