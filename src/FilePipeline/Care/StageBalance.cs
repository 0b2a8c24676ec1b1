using FilePipeline.Planning;

namespace FilePipeline.Care;

/// <summary>The conservation of items in one stage: every input is in exactly one state.</summary>
/// <param name="Inputs">Keys in the input folder, counted apart from the plan.</param>
public sealed record StageBalance(string Stage, int Inputs, IReadOnlyDictionary<ItemState, int> States)
{
    public bool IsEven => States.Values.Sum() == Inputs;
}
