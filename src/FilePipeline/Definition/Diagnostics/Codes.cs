namespace FilePipeline.Definition.Diagnostics;

/// <summary>The codes of diagnostics. A number is never used again for something else.</summary>
internal static class Codes
{
    public const string FileMissing = "FP0001";
    public const string FileEmpty = "FP0002";
    public const string NotText = "FP0003";
    public const string NotYaml = "FP0004";
    public const string Tab = "FP0005";
    public const string NotClosed = "FP0006";
    public const string DuplicateKey = "FP0007";
    public const string MergeConflict = "FP0008";
    public const string FileTooLarge = "FP0009";
    public const string NestedTooDeep = "FP0010";
    public const string TooManyAliases = "FP0011";
    public const string UnknownAlias = "FP0012";
    public const string Tag = "FP0013";
    public const string SeveralDocuments = "FP0014";
    public const string KeyNotText = "FP0015";
    public const string BadMerge = "FP0016";

    public const string WrongType = "FP1001";
    public const string MissingKey = "FP1002";
    public const string UnknownKey = "FP1003";
    public const string OutOfRange = "FP1004";
    public const string NotInThisVersion = "FP1005";
    public const string DurationForm = "FP1006";
    public const string BooleanForm = "FP1007";
    public const string UnknownWord = "FP1008";
    public const string SizeForm = "FP1009";
    public const string NumberForm = "FP1010";
    public const string UnknownParameter = "FP1011";
    public const string NoParameters = "FP1012";
    public const string AcceptForm = "FP1013";
    public const string ParameterRefused = "FP1014";
    public const string ErrorCodeForm = "FP1015";

    public const string UnknownFolder = "FP2001";
    public const string Cycle = "FP2002";
    public const string NamesDifferByCase = "FP2003";
    public const string StageNamedAsSource = "FP2004";
    public const string BadName = "FP2005";
    public const string NothingFeeds = "FP2006";
    public const string UnknownStageType = "FP2007";
    public const string NoStages = "FP2008";

    public const string VariableMissing = "FP3001";
    public const string InterpolationForm = "FP3002";

    public const string SplitSum = "FP4001";
    public const string SplitMixed = "FP4002";
    public const string SplitName = "FP4003";
    public const string DatasetPlace = "FP4004";
    public const string SameDataset = "FP4005";
    public const string ColumnType = "FP4006";
    public const string ParquetOnly = "FP4007";
}
