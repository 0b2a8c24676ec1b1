namespace FilePipeline.Definition.Diagnostics.Explanations;

/// <summary>FP30xx.</summary>
internal static class EnvironmentExplanations
{
    public static IReadOnlyList<Explanation> All { get; } =
    [
        new(Codes.VariableMissing, "the environment has no such variable",
            "${NAME} is replaced by a variable of the environment when the file is read. An empty text in its place would be found out much later. Set the variable, or write a default.",
            "description: by ${CONTACT}",
            "description: by ${CONTACT:-nobody}"),
        new(Codes.InterpolationForm, "a malformed `${…}`",
            "Two forms are known: ${NAME} and ${NAME:-default}. A dollar sign before a brace that is meant as such is written $$. Other dollar signs need no care.",
            "description: \"${the price\"",
            "description: \"$${the price\""),
    ];
}
