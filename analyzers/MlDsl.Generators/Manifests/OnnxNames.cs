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

    /// <summary>Where generated code finds the runtime.</summary>
    public const string Runtime = "global::MlDsl.Onnx";
}
