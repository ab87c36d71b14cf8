namespace MlDsl.Generators.Manifests;

/// <summary>The metadata names of the words of the ONNX door.</summary>
internal static class OnnxNames
{
    public const string OnnxModel = "MlDsl.OnnxModelAttribute";
    public const string TreeModel = "MlDsl.TreeModelAttribute";
    public const string MlNetModel = "MlDsl.MlNetModelAttribute";
    public const string Input = "MlDsl.InputAttribute";
    public const string Output = "MlDsl.OutputAttribute";
    public const string Classes = "MlDsl.ClassesAttribute`1";
    public const string Scorer = "MlDsl.IScorer`2";

    /// <summary>The assembly through which ML.NET runs its models, and what generated code calls there.</summary>
    public const string MlNetAssembly = "MlDsl.MlNet";
    public const string MlNetRuntime = "global::MlDsl.MlNet.MlNetRuntime";

    /// <summary>Where generated code finds the runtime.</summary>
    public const string Runtime = "global::MlDsl.Onnx";
}
